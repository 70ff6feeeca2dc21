import type { Answer, OpenQuestion, RationaleAnswer, Sampled } from '../../core/verdict.ts';
import type { AnswerWeights } from './logprobs.ts';

/** What one sample says about a rationale. */
export type Draw = { readonly answer: RationaleAnswer; readonly weights: AnswerWeights | null } | { readonly open: OpenQuestion };

/** Scored answers, the worse one first: where a mean lies between two, the worse one is taken. */
const SCORED = [
  ['fail', 0],
  ['partial', 0.5],
  ['pass', 1],
] as const satisfies readonly (readonly [Answer, number])[];

/** Below this much probability on the four answers the rest could change the mean: G-Eval's expectation is then not used. */
const LEAST_MASS = 0.9;
/** Differences that are rounding. */
const EPSILON = 1e-9;

function spreadOf(votes: AnswerWeights): Sampled {
  const weight = votes.pass + votes.partial + votes.fail;
  const value = weight > 0 ? Math.min(1, (votes.pass + votes.partial / 2) / weight) : null;
  return { votes: { pass: votes.pass, partial: votes.partial, fail: votes.fail, na: votes.na }, value };
}

function nearest(value: number): Exclude<Answer, 'na'> {
  let best: Exclude<Answer, 'na'> = 'fail';
  let least = Number.POSITIVE_INFINITY;
  for (const [answer, score] of SCORED) {
    const distance = Math.abs(score - value);
    if (distance < least - EPSILON) {
      best = answer;
      least = distance;
    }
  }
  return best;
}

/** Whether `weights` say enough to stand for many samples. */
function isExpectation(weights: AnswerWeights | null): weights is AnswerWeights {
  return weights !== null && weights.pass + weights.partial + weights.fail + weights.na >= LEAST_MASS;
}

/** Whether one sample does for every question, because each answer has its probabilities. */
export function needsNoMoreSamples(draws: readonly Draw[]): boolean {
  return draws.every((draw) => 'open' in draw || isExpectation(draw.weights));
}

/**
 * One answer out of what the samples say about one rationale: the one nearest to the mean of those that are not `na`, with its
 * spread. Samples without a valid answer do not vote.
 *
 * @param draws at least one.
 */
export function combineDraws(draws: readonly Draw[]): RationaleAnswer | OpenQuestion {
  const valid = draws.flatMap((draw) => ('answer' in draw ? [draw] : []));
  const [first] = valid;
  if (first === undefined) {
    const open = draws.flatMap((draw) => ('open' in draw ? [draw.open] : []))[0];
    if (open === undefined) throw new RangeError('there is nothing to combine');
    return open;
  }
  if (draws.length === 1) return isExpectation(first.weights) ? expected(first.answer, first.weights) : first.answer;
  const votes = { pass: 0, partial: 0, fail: 0, na: 0 };
  for (const { answer } of valid) votes[answer.answer] += 1;
  return voted(
    valid.map(({ answer }) => answer),
    spreadOf(votes),
  );
}

/** A single answer by the probabilities of its token. */
function expected(answer: RationaleAnswer, weights: AnswerWeights): RationaleAnswer | OpenQuestion {
  const mass = weights.pass + weights.partial + weights.fail + weights.na;
  const share = (weight: number) => weight / mass;
  const sampled = spreadOf({
    pass: share(weights.pass),
    partial: share(weights.partial),
    fail: share(weights.fail),
    na: share(weights.na),
  });
  const isNa = sampled.votes.na > 0.5;
  // What was written has observations for one of the two only.
  if (isNa !== (answer.answer === 'na') || Math.abs(sampled.votes.na - 0.5) < EPSILON)
    return split(answer.rationale, 'The model is undecided whether the question applies.');
  return { ...answer, answer: isNa || sampled.value === null ? 'na' : nearest(sampled.value), sampled };
}

function voted(answers: readonly RationaleAnswer[], sampled: Sampled): RationaleAnswer | OpenQuestion {
  const scored = answers.filter(({ answer }) => answer !== 'na');
  const without = answers.filter(({ answer }) => answer === 'na');
  const rationale = answers[0]?.rationale ?? '';
  if (scored.length === without.length)
    return split(
      rationale,
      `Of ${answers.length} samples, ${without.length} say that the question does not apply and as many answer it.`,
    );
  if (sampled.value === null || without.length > scored.length) return shown('na', without, sampled);
  const answer = nearest(sampled.value);
  const same = scored.filter((sample) => sample.answer === answer);
  // A mean can lie between answers that were given, where no sample stands: then all of them speak.
  return shown(answer, same.length > 0 ? same : scored, sampled);
}

function shown(answer: Answer, speakers: readonly RationaleAnswer[], sampled: Sampled): RationaleAnswer {
  const [first] = speakers;
  if (first === undefined) throw new RangeError('an answer needs somebody who gave it');
  const reasons =
    first.answer === answer
      ? first.reason
      : `The samples disagree. ${speakers.map((sample) => `${sample.answer}: ${sample.reason}`).join(' ')}`;
  const observations = new Map(
    speakers.flatMap((sample) =>
      sample.observations.map((seen) => [`${seen.span.start} ${seen.span.end} ${seen.text}`, seen] as const),
    ),
  );
  return {
    rationale: first.rationale,
    answer,
    reason: reasons,
    observations: [...observations.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    sampled,
  };
}

function split(rationale: string, reason: string): OpenQuestion {
  return { rationale, why: 'split', reason };
}
