import { basename, join, resolve } from 'node:path';
import type { EvaluationContext } from '../batch/context.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { Judge } from '../core/judge.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import { createSignalsJudge } from '../judges/signals/signalsJudge.ts';
import { createThreadedAnalysis } from '../media/analysis/analysisThread.ts';
import { FACE_PACKAGES, type FacePack, findFacePack } from '../media/faces/pack.ts';
import { locateFfmpeg } from '../media/ffmpeg/location.ts';
import { operatorsFingerprint } from '../media/operators/registry.ts';
import { defaultCacheFolder } from '../store/cache.ts';
import { openStore, type Store } from '../store/store.ts';
import type { MachineArguments } from './arguments.ts';
import { loadTaxonomy } from './taxonomyOption.ts';

/** What every command works with. */
export interface Workplace extends EvaluationContext {
  readonly store: Store;
  readonly faces: FacePack | null;
}

/**
 * Finds the programs and opens the results kept in a folder; `judges` holds the one that measures.
 *
 * @throws EvalVerseError `taxonomy/invalid`, `ffmpeg/…`, `faces/missing`, `settings/invalid` for dimensions that there are not.
 */
export async function openWorkplace(
  options: MachineArguments & { readonly dimensions?: readonly string[] | undefined },
  folder: string,
  signal: AbortSignal,
): Promise<Workplace> {
  const cacheFolder = resolve(options.cache ?? defaultCacheFolder());
  const taxonomy = await loadTaxonomy(options.taxonomy);
  const known = dimensionsOf(taxonomy).map(({ id }) => id);
  const unknown = options.dimensions?.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new EvalVerseError('settings/invalid', `There is no dimension "${unknown}"; there are ${known.join(', ')}.`);
  const ffmpeg = await locateFfmpeg({
    setting: programPath(options.ffmpeg),
    settingPlace: 'by --ffmpeg',
    wasmFolders: wasmFolders(),
    signal,
  });
  const faces = await namedFacePack(options.faces);
  const store = await openStore({ root: folder, cacheFolder });
  const analyse = createThreadedAnalysis();
  const measuring = createSignalsJudge({
    operatorsFingerprint: (thresholds) => operatorsFingerprint(thresholds, { faces: faces !== null }),
  });
  return {
    ffmpeg,
    faces,
    analyse: (clip, analysisOptions) => analyse(ffmpeg, clip, { ...analysisOptions, faces }),
    store,
    cacheFolder,
    judges: [measuring],
    taxonomy,
  };
}

/** The same with one more judge, who speaks after the one that measures. */
export function withJudge(workplace: Workplace, judge: Judge): Workplace {
  return { ...workplace, judges: [...workplace.judges, judge] };
}

/** The path that a person in the working directory means. A bare name, for the PATH, and `~/` are looked up with the program. */
function programPath(path: string | undefined): string | null {
  if (path === undefined) return null;
  return path === basename(path) || /^~[\\/]/.test(path) ? path : resolve(path);
}

/** The face pack in a folder that was named on purpose; `null` when none was named. */
async function namedFacePack(folder: string | undefined): Promise<FacePack | null> {
  if (folder === undefined) return null;
  const pack = await findFacePack([resolve(folder)]);
  if (pack) return pack;
  const packages = Object.values(FACE_PACKAGES).map(({ name, version }) => `${name}@${version}`);
  const sentence = `${folder} does not hold the face pack: install ${packages.join(' and ')} there, or leave --faces out.`;
  throw new EvalVerseError('faces/missing', sentence);
}

/** Where the WebAssembly build of ffmpeg may be: beside the built program, or in the checkout it was built in. */
function wasmFolders(): string[] {
  const dist = import.meta.dirname;
  return [join(dist, '..', 'node_modules', '@ffmpeg', 'core'), join(dist, '..', '..', 'node_modules', '@ffmpeg', 'core')];
}
