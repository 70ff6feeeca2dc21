import { type Answer, answerSchema, type Sampled } from './verdict.ts';

/** How several draws of one answer spread, without the answers that got nothing. */
export interface VoteSpread {
  /** How many samples there were; `null` when the votes are weights of one sample's probabilities. */
  readonly samples: number | null;
  /** Most first; of equals the better answer first. `share` is 0…1. */
  readonly shares: readonly { readonly answer: Answer; readonly votes: number; readonly share: number }[];
}

/** `null` where there is nothing to spread: no votes, or one of one. */
export function voteSpread(votes: Sampled['votes']): VoteSpread | null {
  const given = answerSchema.options.flatMap((answer) => (votes[answer] > 0 ? [{ answer, votes: votes[answer] }] : []));
  const total = given.reduce((sum, one) => sum + one.votes, 0);
  const counted = given.every((one) => Number.isInteger(one.votes));
  if (total === 0 || (counted && total === 1)) return null;
  const shares = given.map((one) => ({ ...one, share: one.votes / total })).sort((a, b) => b.votes - a.votes);
  return { samples: counted ? total : null, shares };
}
