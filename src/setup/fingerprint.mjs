import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT, TOOLCHAIN } from './places.mjs';

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

/**
 * Path, size and time of every file.
 * @param {readonly string[]} names files and folders of the repository.
 */
function fingerprintOf(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesBelow(join(ROOT, name)))) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(ROOT, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * Remembers of which sources something was made, to tell whether it must be made again.
 * @param {string} stampName
 * @param {readonly string[]} sources files and folders of the repository.
 */
export function madeFrom(stampName, sources) {
  const stamp = join(TOOLCHAIN, stampName);
  const fingerprint = fingerprintOf(sources);
  return {
    upToDate: existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint,
    remember() {
      mkdirSync(dirname(stamp), { recursive: true });
      writeFileSync(stamp, fingerprint);
    },
  };
}
