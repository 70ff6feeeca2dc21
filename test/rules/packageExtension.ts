import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../src/setup/places.mjs';
import { run } from '../../src/setup/process.mjs';
import { toolScript } from '../../src/setup/toolbox.mjs';

async function vsce(...args: string[]): Promise<string> {
  // The bundle holds the dependencies, so none is packaged.
  const { code, output } = await run(process.execPath, [toolScript('vsce'), ...args, '--no-dependencies'], { cwd: ROOT });
  if (code !== 0) throw new Error(output);
  return output;
}

/**
 * Packages `dist/` as it is into `test/out/evalverse.vsix`.
 * @returns the file's path.
 */
export async function packageExtension(): Promise<string> {
  const file = join(ROOT, 'test/out/evalverse.vsix');
  await mkdir(join(ROOT, 'test/out'), { recursive: true });
  // The pictures of the README are in the repository, not in the package.
  await vsce('package', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file);
  return file;
}

/** The files that a package of the present state holds, relative to the repository, with forward slashes. */
export async function listPackage(): Promise<string[]> {
  return (await vsce('ls'))
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
