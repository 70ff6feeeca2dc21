import { join } from 'node:path';
import { PINS } from './places.mjs';
import { pathWith } from './process.mjs';
import { SetupError } from './say.mjs';
import { ensureToolPackage } from './toolPackage.mjs';

/**
 * The Node that runs the tool chain: the one that runs this script when it is a Node 24, else the pinned package. Node 24
 * is what VS Code's extension host has, and several tools refuse to run on less than 22.
 * @returns {Promise<string>} path of the executable.
 */
export async function ensureNode() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const pin = PINS.node[platform];
  if (!pin)
    throw new SetupError(`Node 24 is needed and npm carries none for ${platform}: install it and run this again with it.`);
  const folder = await ensureToolPackage(process.execPath, 'node', pin);
  return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * The environment for tools: the given Node comes first on PATH.
 * @param {string} node
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(node) {
  return { ...process.env, ...pathWith(node, process.env) };
}
