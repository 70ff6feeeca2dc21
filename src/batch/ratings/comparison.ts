import { join, resolve } from 'node:path';
import type { ClipHash } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { nearNames } from '../../core/nearNames.ts';
import { clipVerdicts } from '../../core/review.ts';
import type { Verdict } from '../../core/verdict.ts';
import type { AnnotationStore } from '../../store/annotations.ts';
import type { Store } from '../../store/store.ts';
import { readModelName } from '../sidecar.ts';

/** The clips that anybody rated, with the path they were last named by. */
export function ratedClips(annotations: AnnotationStore): Map<ClipHash, string> {
  return new Map([...annotations.annotations(), ...annotations.ratings()].map(({ clip }) => [clip.hash, clip.path]));
}

/**
 * Current verdicts of one judge on rated clips as wholes, by clip; clips that it did not judge are not there.
 *
 * @throws EvalVerseError `settings/invalid` when it judged none of them.
 */
export async function verdictsOfJudge(
  judge: string,
  clips: Iterable<ClipHash>,
  store: Store,
): Promise<Map<ClipHash, readonly Verdict[]>> {
  const found = new Map<ClipHash, readonly Verdict[]>();
  const others = new Set<string>();
  for (const hash of clips) {
    const verdicts = clipVerdicts(await store.reviewOf(hash));
    for (const verdict of verdicts) others.add(verdict.judge.id);
    const own = verdicts.filter((verdict) => verdict.judge.id === judge && verdict.status === 'answered');
    if (own.length > 0) found.set(hash, own);
  }
  if (found.size > 0) return found;
  const there = [...others].filter((id) => id !== judge);
  const instead = there.length === 0 ? 'nobody judged one: score the folder first' : `there are answers by ${there.join(', ')}`;
  throw new EvalVerseError('settings/invalid', `The judge "${judge}" answered about none of the rated clips; ${instead}.`);
}

/** Which model made each clip, as `model` of the JSON file beside it says; and sentences about names that look alike. */
export async function modelsOfClips(
  folder: string,
  clips: ReadonlyMap<ClipHash, string>,
): Promise<{ readonly modelOf: Map<ClipHash, string>; readonly notes: readonly string[] }> {
  const modelOf = new Map<ClipHash, string>();
  const problems: string[] = [];
  for (const [hash, path] of clips) {
    const { model, problem } = await readModelName(join(resolve(folder), path));
    if (problem !== null) problems.push(problem);
    if (model !== null) modelOf.set(hash, model);
  }
  const names = [...new Set(modelOf.values())].sort();
  const alike = names.flatMap((name, index) =>
    nearNames(name, names.slice(index + 1)).map(
      (other) => `"${name}" and "${other}" are taken for two models; write one name one way.`,
    ),
  );
  return { modelOf, notes: [...problems, ...alike] };
}
