import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { madeFrom } from './fingerprint.mjs';
import { ROOT, TOOLCHAIN } from './places.mjs';
import { run } from './process.mjs';
import { SetupError } from './say.mjs';
import { toolScript } from './toolbox.mjs';

const CONTENTS = ['dist', 'taxonomy', 'media', 'l10n', 'package.json', 'package.nls.json', 'README.md', '.vscodeignore'];

/** The bundle holds the dependencies, so none is packaged. */
const BUNDLED = '--no-dependencies';

/**
 * Packages `dist/` as it is into one VSIX for every platform, when something in it has changed since the last time.
 * @param {string} node
 * @returns {Promise<string>} the file.
 */
export async function packageExtension(node) {
  const file = join(TOOLCHAIN, 'evalverse.vsix');
  const made = madeFrom('packaged', CONTENTS);
  if (made.upToDate && existsSync(file)) return file;
  // The pictures of the README stay relative links until the project has a public address.
  const words = ['package', BUNDLED, '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  const { code, output } = await run(node, [toolScript('vsce'), ...words], { cwd: ROOT });
  if (code !== 0) throw new SetupError(`Could not package the extension:\n${output}`);
  made.remember();
  return file;
}

/**
 * The files that a package of the present state holds, relative to the repository, with forward slashes.
 * @param {string} node
 */
export async function listPackage(node) {
  const { code, output } = await run(node, [toolScript('vsce'), 'ls', BUNDLED], { cwd: ROOT });
  if (code !== 0) throw new SetupError(`Could not list the package:\n${output}`);
  return output.split(/\r?\n/).filter(Boolean);
}
