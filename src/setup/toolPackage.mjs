import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLCHAIN } from './places.mjs';
import { npm } from './process.mjs';
import { SetupError } from './say.mjs';

/**
 * Installs one npm package of the tool chain into a folder of its own, so that the product's dependencies stay small.
 * An interrupted installation leaves nothing that a later run would take for a finished one.
 *
 * @param {string} node the Node that runs npm.
 * @param {string} folder name below `.toolchain/`.
 * @param {string} pin `name@version`.
 * @param {(packageFolder: string) => Promise<void>} [finish] what is left to do before the package is usable.
 * @returns {Promise<string>} the package's folder.
 */
export async function ensureToolPackage(node, folder, pin, finish) {
  const home = join(TOOLCHAIN, folder);
  const inside = join('node_modules', pin.slice(0, pin.lastIndexOf('@')));
  const stamp = join(home, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === pin) return join(home, inside);

  const draft = join(TOOLCHAIN, `${folder}.${process.pid}`);
  mkdirSync(draft, { recursive: true });
  try {
    writeFileSync(join(draft, 'package.json'), '{"private":true}');
    // --force: some pins name another platform on purpose (Windows on ARM runs the x64 build).
    const { code, output } = await npm(node, ['install', '--no-save', '--force', pin], draft);
    if (code !== 0) throw new SetupError(`Could not install ${pin}:\n${output}`);
    await finish?.(join(draft, inside));
    writeFileSync(join(draft, 'installed'), pin);
    rmSync(home, { recursive: true, force: true });
    renameSync(draft, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return join(home, inside);
}
