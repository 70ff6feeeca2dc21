import type { Review } from './review.ts';
import type { Observation, Verdict } from './verdict.ts';

/** Controls except tab and newline, and marks of direction: the words around them would be read otherwise than they stand. */
const STEERING = /[[\p{Cc}\p{Bidi_Control}]--[\t\n]]/gv;

/** Text of a model as a reader sees it: without what is no letter and yet changes how letters are shown. */
export function legible(text: string): string {
  return text.replace(STEERING, '');
}

/** A review for showing. The journal keeps what judges wrote as they wrote it. */
export function legibleReview({ clipHash, ranges }: Review): Review {
  return { clipHash, ranges: ranges.map(({ range, verdicts }) => ({ range, verdicts: verdicts.map(legibleVerdict) })) };
}

function legibleVerdict(verdict: Verdict): Verdict {
  const { answers, proxies, reasoning, open, suspicions, statusReason } = verdict;
  return {
    ...verdict,
    answers: answers.map((one) => ({ ...one, reason: legible(one.reason), observations: one.observations.map(seen) })),
    ...(proxies && {
      proxies: proxies.map((one) => ({ ...one, reading: legible(one.reading), observations: one.observations.map(seen) })),
    }),
    ...(reasoning && {
      reasoning: reasoning.map((step) => ({
        ...step,
        evidence: step.evidence.map(seen),
        rationale: legible(step.rationale),
        reflection: legible(step.reflection),
      })),
    }),
    ...(open && { open: open.map((one) => ({ ...one, reason: legible(one.reason) })) }),
    ...(suspicions && { suspicions: suspicions.map(seen) }),
    ...(statusReason !== undefined && { statusReason: legible(statusReason) }),
  };
}

function seen<T extends Observation>(observation: T): T {
  return { ...observation, text: legible(observation.text) };
}
