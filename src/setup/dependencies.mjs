import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './places.mjs';
import { npm } from './process.mjs';
import { SetupError } from './say.mjs';

/**
 * The packages of a lock file, by folder.
 * @param {string} file
 * @returns {Record<string, { version?: string; optional?: boolean; link?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/**
 * True when `node_modules` holds what the lock file asks for, whoever installed it. npm leaves out optional packages for
 * other platforms, so those may be missing.
 * @param {string} root
 */
export function dependenciesInstalled(root = ROOT) {
  const installedLock = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([folder, { version, optional }]) => folder === '' || (installed[folder] ? installed[folder].version === version : optional),
  );
}

/** Installs the npm packages of the lock file when they are not there. Install scripts do not run; nothing here needs one. */
export async function ensureDependencies() {
  if (dependenciesInstalled()) return;
  const { code, output } = await npm(['ci'], ROOT);
  if (code !== 0) throw new SetupError(`npm ci failed:\n${output}`);
}
