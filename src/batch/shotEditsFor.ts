import type { ClipHash } from '../core/clip.ts';
import { type ShotEdits, shotEditsOf } from '../core/shotCorrections.ts';
import { readShotCorrections } from '../store/shotCorrections.ts';
import type { EvaluationContext } from './context.ts';

/** What people corrected about the shots of a clip. @throws EvalVerseError `store/invalid`. */
export async function shotEditsFor({ store }: Pick<EvaluationContext, 'store'>, hash: ClipHash): Promise<ShotEdits> {
  return shotEditsOf(await readShotCorrections(store.root, hash));
}
