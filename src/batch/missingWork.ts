import type { Judge } from '../core/judge.ts';
import { rangeKey } from '../core/review.ts';
import { isOutdated, type ShotEdits } from '../core/shotCorrections.ts';
import type { Dimension } from '../core/taxonomy/model.ts';
import { dimensionsOf } from '../core/taxonomy/walk.ts';
import type { Beside, Verdict } from '../core/verdict.ts';
import type { EvaluationContext } from './context.ts';

export interface WantedVerdicts {
  readonly hash: string;
  /** By `rangeKey`. */
  readonly key: string;
  readonly beside: Beside;
  /** How the shots of the clip are corrected by now. */
  readonly shotEdits: ShotEdits;
  /** Ids; all dimensions when undefined. */
  readonly dimensions: readonly string[] | undefined;
}

/**
 * What each judge has still to say: where its current verdict on a range is not by the same judge on the same prompt, reference and
 * shots, or says that judging failed.
 */
export async function missingWork(
  { judges, taxonomy, store }: Pick<EvaluationContext, 'judges' | 'taxonomy' | 'store'>,
  { hash, key, beside, shotEdits, dimensions }: WantedVerdicts,
): Promise<{ judge: Judge; dimensions: Dimension[] }[]> {
  const review = await store.reviewOf(hash);
  const current = review.ranges.find(({ range }) => rangeKey(range) === key)?.verdicts ?? [];
  const asked = dimensionsOf(taxonomy).filter(({ id }) => dimensions === undefined || dimensions.includes(id));
  return judges.flatMap((judge) => {
    const fingerprint = judge.fingerprint(taxonomy);
    const held = new Set(
      current.flatMap((verdict) =>
        verdict.judge.fingerprint === fingerprint &&
        verdict.status !== 'failed' &&
        isBeside(verdict, beside) &&
        !isOutdated(verdict, shotEdits)
          ? verdict.dimension
          : [],
      ),
    );
    const missing = asked.filter(({ id }) => !held.has(id));
    return missing.length > 0 ? { judge, dimensions: missing } : [];
  });
}

function isBeside({ beside }: Verdict, { prompt, reference }: Beside): boolean {
  return (beside?.prompt ?? null) === prompt && (beside?.reference ?? null) === reference;
}
