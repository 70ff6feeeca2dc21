import { cp, mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/setup/places.mjs';

/** A copy of the sample clips in a temporary folder, so that tests write nothing into the repository. The caller removes it. */
export async function copySamples(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-samples-'));
  const source = join(ROOT, 'media/samples');
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(source)) {
    if (!name.startsWith('.')) await cp(join(source, name), join(folder, name), { recursive: true });
  }
  return folder;
}
