import type { Finding } from './finding.ts';
import type { Say } from './phrases/phrasebook.ts';
import type { Review } from './review.ts';
import type { Observation, Verdict } from './verdict.ts';

/**
 * A review for showing, with what EvalVerse itself says in it in other words: all that was measured, and why a model's judgement is
 * missing or open. What a model wrote stays as it is.
 */
export function saidReview({ clipHash, ranges }: Review, say: Say): Review {
  return {
    clipHash,
    ranges: ranges.map(({ range, verdicts }) => ({ range, verdicts: verdicts.map((one) => saidVerdict(one, say)) })),
  };
}

function saidVerdict(verdict: Verdict, say: Say): Verdict {
  const { judge, statusReason, open, model } = verdict;
  return {
    ...verdict,
    ...(judge.id === 'signals' ? saidMeasurements(verdict, say) : { answers: verdict.answers.map((one) => saidGate(one, say)) }),
    ...(statusReason !== undefined && { statusReason: say(statusReason) }),
    ...(open && { open: open.map((one) => ({ ...one, reason: say(one.reason) })) }),
    ...(model && { model: { ...model, cautions: model.cautions.map(say) } }),
  };
}

function saidMeasurements({ answers, proxies }: Verdict, say: Say): Pick<Verdict, 'answers' | 'proxies'> {
  const observed = (observations: readonly Observation[]) => observations.map((one) => saidObservation(one, say));
  return {
    answers: answers.map((one) => ({ ...one, reason: say(one.reason), observations: observed(one.observations) })),
    ...(proxies && {
      proxies: proxies.map((one) => ({ ...one, reading: say(one.reading), observations: observed(one.observations) })),
    }),
  };
}

function saidObservation(observation: Observation, say: Say): Observation {
  const { text, measurement } = observation;
  return {
    ...observation,
    text: say(text),
    ...(measurement && { measurement: { ...measurement, quantity: say(measurement.quantity), unit: say(measurement.unit) } }),
  };
}

/** Questions that do not apply are not asked; why is our sentence then, and without observations. */
function saidGate(answer: Verdict['answers'][number], say: Say): Verdict['answers'][number] {
  return answer.answer === 'na' && answer.observations.length === 0 ? { ...answer, reason: say(answer.reason) } : answer;
}

/** A finding with its titles in other words, where they are not those of the taxonomy: suspicions stand outside of it. */
export function saidTitles(finding: Finding, say: Say): Finding {
  const { answer, aspect, subDimension } = finding;
  if (answer !== 'suspicion') return finding;
  return {
    ...finding,
    aspect: { ...aspect, title: say(aspect.title) },
    subDimension: { ...subDimension, title: say(subDimension.title) },
  };
}
