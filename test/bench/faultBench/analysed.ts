import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Clip } from '../../../src/core/clip.ts';
import type { Signals } from '../../../src/core/signals.ts';
import { analyseClip } from '../../../src/media/analysis/analyse.ts';
import { findFacePack } from '../../../src/media/faces/pack.ts';
import { locateFfmpeg } from '../../../src/media/ffmpeg/location.ts';
import { probeClip } from '../../../src/media/probe/probe.ts';
import { kept, keyOf, keyOfSources, ROOT } from './store.ts';

export interface Analysed {
  readonly clip: Clip;
  readonly signals: Signals;
}

const pack = await findFacePack([join(ROOT, 'node_modules')]);
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
const code = await keyOfSources(
  'src/core/series',
  ...['analysis', 'ffmpeg', 'kernels', 'probe'].map((folder) => `src/media/${folder}`),
);
const codeOfFaces = await keyOfSources('src/media/faces');

/**
 * A clip's signals; kept until the code that makes them changes. `path` must name its content: a file of the store does.
 *
 * @throws Error when faces are to be looked for and their packages are not installed.
 */
export async function analysed(path: string, { faces }: { readonly faces: boolean }): Promise<Analysed> {
  if (faces && !pack) throw new Error('The packages of the face analysis are not installed.');
  const file = await kept(`signals-${keyOf(path, code, faces ? codeOfFaces : '')}`, async (target) => {
    const clip = await probeClip(location, { path, hash: keyOf(path).padEnd(64, '0') }, {});
    const signals = await analyseClip(location, clip, { faces: faces ? pack : null });
    await writeFile(target, serialize({ clip, signals }));
  });
  return deserialize(await readFile(file)) as Analysed; // written above, under a name that no other code has
}
