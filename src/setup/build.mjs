import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { madeFrom } from './fingerprint.mjs';
import { toolEnvironment } from './node.mjs';
import { ROOT } from './places.mjs';
import { run } from './process.mjs';

const SOURCES = [
  ...['src', 'webview', 'taxonomy', 'test/host', 'test/harness', 'test/bench'],
  ...['esbuild.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'],
];

/**
 * Builds `dist/` as it is shipped, when a source has changed since the last such build.
 * @param {string} node
 * @returns {Promise<{ code: number; output: string }>}
 */
export async function build(node) {
  const made = madeFrom('built', SOURCES);
  if (made.upToDate && existsSync(join(ROOT, 'dist/cli.js')) && existsSync(join(ROOT, 'test/out/host.js')))
    return { code: 0, output: 'up to date' };
  const result = await run(node, ['esbuild.mjs', '--production'], { cwd: ROOT, env: toolEnvironment(node) });
  if (result.code === 0) made.remember();
  return result;
}
