import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './places.mjs';
import { npm } from './process.mjs';
import { SetupError } from './say.mjs';

/** @typedef {{ version?: string; optional?: boolean; os?: string[]; cpu?: string[]; libc?: string[] }} LockedPackage */

/**
 * The packages of a lock file, by folder.
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** The C library of this machine, in npm's words; undefined where there is no choice. */
function libc() {
  if (process.platform !== 'linux') return undefined;
  // Node's types leave the report's shape open.
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    /** @type {unknown} */ (process.report.getReport())
  );
  return header.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}

/**
 * True for a package made for machines like this one and no others.
 * @param {LockedPackage} locked
 * @param {string | undefined} here the C library of this machine.
 */
function madeFor({ os, cpu, libc: libcs }, here) {
  const systemFits = os?.includes(process.platform) ?? false;
  return systemFits && (cpu?.includes(process.arch) ?? true) && (!libcs || !here || libcs.includes(here));
}

/**
 * True when `node_modules` holds what the lock file asks for, whoever installed it. npm leaves out optional packages for
 * other platforms, rightly, and, when an old Node runs it, those that want a newer one, which the tools then miss.
 * @param {string} root
 */
export function dependenciesInstalled(root = ROOT) {
  const installedLock = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = packagesOf(installedLock);
  const here = libc();
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([folder, locked]) =>
      folder === '' ||
      (installed[folder] ? installed[folder].version === locked.version : locked.optional === true && !madeFor(locked, here)),
  );
}

/**
 * Installs the npm packages of the lock file when they are not there. Install scripts do not run; nothing here needs one.
 * @param {string} node Node 24, so that npm takes the packages that the tools will want.
 */
export async function ensureDependencies(node) {
  if (dependenciesInstalled()) return;
  const { code, output } = await npm(node, ['ci'], ROOT);
  if (code !== 0) throw new SetupError(`npm ci failed:\n${output}`);
}
