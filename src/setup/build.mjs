import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { toolEnvironment } from './node.mjs';
import { ROOT, TOOLCHAIN } from './places.mjs';
import { run } from './process.mjs';

const SOURCES = [
  'src',
  'webview',
  'taxonomy',
  'test/host',
  'test/bench',
  'esbuild.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const STAMP = join(TOOLCHAIN, 'built');

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/** What the last build was made of: path, size and time of each source. */
function sourcesFingerprint() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => filesBelow(join(ROOT, name)))) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(ROOT, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * Builds `dist/` as it is shipped, when a source is newer than the last such build.
 * @param {string} node
 * @returns {Promise<{ code: number; output: string }>}
 */
export async function build(node) {
  const fingerprint = sourcesFingerprint();
  const upToDate = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint;
  if (upToDate && existsSync(join(ROOT, 'dist/cli.js'))) return { code: 0, output: 'up to date' };
  const result = await run(node, ['esbuild.mjs', '--production'], { cwd: ROOT, env: toolEnvironment(node) });
  if (result.code === 0) {
    mkdirSync(dirname(STAMP), { recursive: true });
    writeFileSync(STAMP, fingerprint);
  }
  return result;
}
