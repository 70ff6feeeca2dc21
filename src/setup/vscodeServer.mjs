import { join } from 'node:path';
import { PINS } from './places.mjs';
import { npm } from './process.mjs';
import { SetupError } from './say.mjs';
import { ensureToolPackage } from './toolPackage.mjs';

/**
 * @param {string} node
 * @param {string} packageFolder
 */
async function installParts(node, packageFolder) {
  // Not `npm ci`: the shrink-wrap file in the package lacks one optional entry, which `install` tolerates.
  const { code, output } = await npm(node, ['install', '--omit=dev', '--no-save', '--force'], join(packageFolder, 'lib/vscode'));
  if (code !== 0) throw new SetupError(`Could not install the parts of the VS Code server:\n${output}`);
}

/**
 * A VS Code server with its workbench. Its native extras (remote log files, watchdog) are not compiled; it runs without.
 * @param {string} node Node 24.
 * @returns {Promise<string>} the script to run with Node 24.
 */
export async function ensureVscodeServer(node) {
  const folder = await ensureToolPackage(node, 'vscode-server', PINS.vscodeServer, (packageFolder) =>
    installParts(node, packageFolder),
  );
  return join(folder, 'lib/vscode/out/server-main.js');
}
