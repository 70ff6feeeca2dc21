import { type Uncertainty, uncertaintySchema, type Verdict } from './verdict.ts';
import { voteSpread } from './votes.ts';

/** How unsure a judge is of what it said: what it says itself, and what its samples show. */
export interface Doubt {
  /** The least sure that it says it is about any part; `null` for one that does not say. */
  readonly uncertainty: Uncertainty | null;
  /** Answers about which its samples disagree, or to which it gives less than 90 % probability. */
  readonly split: number;
}

const AGREEING = 0.9;

/**
 * The doubts about everything below a node of the taxonomy.
 *
 * @param id of a dimension, sub-dimension or aspect.
 * @param verdicts of one judge.
 */
export function doubtAbout(id: string, verdicts: readonly Pick<Verdict, 'answers' | 'reasoning'>[]): Doubt {
  const isPart = (part: string) => part === id || part.startsWith(`${id}.`);
  const said = verdicts.flatMap(({ reasoning = [] }) =>
    reasoning.flatMap(({ subDimension, uncertainty }) => (isPart(subDimension) ? [uncertainty] : [])),
  );
  const answers = verdicts.flatMap((verdict) => verdict.answers.filter(({ rationale }) => isPart(rationale)));
  return {
    uncertainty: uncertaintySchema.options.findLast((level) => said.includes(level)) ?? null,
    split: answers.filter(({ sampled }) => isSplit(sampled && voteSpread(sampled.votes))).length,
  };
}

function isSplit(spread: ReturnType<typeof voteSpread> | undefined): boolean {
  const [most] = spread?.shares ?? [];
  return most !== undefined && most.share < AGREEING;
}

/** Whether a score is not to be shown without a word about doubt. */
export function isDoubtful({ uncertainty, split }: Doubt): boolean {
  return uncertainty === 'high' || split > 0;
}
