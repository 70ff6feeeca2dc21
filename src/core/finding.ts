import type { Measurement } from './measurement.ts';
import type { Rationale, Severity, Taxonomy } from './taxonomy/model.ts';
import { spanLength, type TimeSpan } from './time.ts';
import type { Answer, Observation, RationaleAnswer, Reasoning, Verdict } from './verdict.ts';

export type FindingSeverity = Severity | 'hint';

/** How a judge came to a finding. */
export interface FindingBasis {
  /** The question it answers, as the taxonomy asks it; `null` for a suspicion. */
  readonly question: string | null;
  /** Why, in the judge's words. */
  readonly reason: string;
  /** What the judge held against its own reasoning; `null` for one that does not reason. */
  readonly reflection: string | null;
  /** How sure it says it is; `null` for one that measures. */
  readonly uncertainty: Reasoning['uncertainty'] | null;
  /** How its samples spread over the answers; `null` when it was asked once. */
  readonly votes: NonNullable<RationaleAnswer['sampled']>['votes'] | null;
}

/** What a suspicion has in place of a rationale: a place in the material that seems to speak to the judge. */
export const SUSPICION = 'judging.instructions.found';

/**
 * An answer worth showing at a time: one per observation of a `fail` or `partial` (and of a `pass` on request). A `suspicion` is
 * no answer: something in the material seems to tell the judge what to answer.
 */
export interface Finding {
  /** Stable across sessions: verdict id, rationale and position. */
  readonly id: string;
  readonly clipHash: string;
  readonly rationale: string;
  readonly subDimension: { readonly id: string; readonly title: string };
  readonly aspect: { readonly id: string; readonly title: string };
  readonly answer: Exclude<Answer, 'na'> | 'suspicion';
  readonly severity: FindingSeverity;
  readonly span: TimeSpan;
  /** What the reviewer reads: the observation's sentence. */
  readonly message: string;
  readonly measurement: Measurement | null;
  /** Id of the judge. */
  readonly judge: string;
  readonly basis: FindingBasis;
}

interface Place {
  readonly rationale: Rationale;
  readonly subDimension: Finding['subDimension'];
  readonly aspect: Finding['aspect'];
}

function placesOf(taxonomy: Taxonomy): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const stage of taxonomy.stages)
    for (const aspect of stage.aspects)
      for (const dimension of aspect.dimensions)
        for (const subDimension of dimension.subDimensions)
          for (const rationale of subDimension.rationales) places.set(rationale.id, { rationale, subDimension, aspect });
  return places;
}

const ONE_LEVEL_LOWER: Readonly<Record<Severity, FindingSeverity>> = {
  error: 'warning',
  warning: 'information',
  information: 'hint',
};

function severityOf(answer: Exclude<Answer, 'na'>, failSeverity: Severity): FindingSeverity {
  if (answer === 'pass') return 'hint';
  return answer === 'fail' ? failSeverity : ONE_LEVEL_LOWER[failSeverity];
}

function suspicionsOf(verdict: Verdict): Finding[] {
  return (verdict.suspicions ?? []).map(({ span, text }, position) => ({
    id: `${verdict.id}/${SUSPICION}/${position}`,
    clipHash: verdict.clip.hash,
    rationale: SUSPICION,
    subDimension: { id: 'judging.instructions', title: 'Instructions to the judge' },
    aspect: { id: 'judging', title: 'Judging' },
    answer: 'suspicion',
    severity: 'warning',
    span,
    message: text,
    measurement: null,
    judge: verdict.judge.id,
    basis: { question: null, reason: text, reflection: null, uncertainty: null, votes: null },
  }));
}

/**
 * An observation's span as precise as the judge can know it: what is shorter than the time between two pictures that a model
 * looked at lies somewhere between the one before and the one after.
 */
function claimedSpan(span: TimeSpan, { model, range }: Verdict): TimeSpan {
  const frameRate = model?.footage.frameRate ?? 0;
  if (frameRate <= 0 || spanLength(span) >= 1 / frameRate) return span;
  const middle = (span.start + span.end) / 2;
  return {
    start: Math.max(range.span.start, middle - 1 / frameRate),
    end: Math.min(range.span.end, middle + 1 / frameRate),
  };
}

function findingsOfAnswer(verdict: Verdict, given: RationaleAnswer, { rationale, subDimension, aspect }: Place): Finding[] {
  const { answer, observations, reason, sampled } = given;
  if (answer === 'na') return [];
  const reasoning = verdict.reasoning?.find((step) => step.subDimension === subDimension.id);
  const shown: readonly Observation[] =
    observations.length > 0 ? observations : [{ span: verdict.range.span, text: reason, measurement: undefined }];
  return shown.map(({ span, text, measurement }, position) => ({
    id: `${verdict.id}/${rationale.id}/${position}`,
    clipHash: verdict.clip.hash,
    rationale: rationale.id,
    subDimension: { id: subDimension.id, title: subDimension.title },
    aspect: { id: aspect.id, title: aspect.title },
    answer,
    severity: severityOf(answer, rationale.severity),
    span: claimedSpan(span, verdict),
    message: text,
    measurement: measurement ?? null,
    judge: verdict.judge.id,
    basis: {
      question: rationale.question,
      reason,
      reflection: reasoning?.reflection ?? null,
      uncertainty: reasoning?.uncertainty ?? null,
      votes: sampled?.votes ?? null,
    },
  }));
}

function isNew(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

/**
 * The findings behind a set of verdicts, in time order. Answers to rationales that the taxonomy no longer holds are left
 * out: there is no question to show them under.
 */
export function findingsOf(taxonomy: Taxonomy, verdicts: readonly Verdict[], options: { passes: boolean }): Finding[] {
  const places = placesOf(taxonomy);
  const told = new Set<string>();
  const findings = verdicts.flatMap((verdict) => [
    // What speaks to the judge meets it in every dimension, and is still one thing to look at.
    ...suspicionsOf(verdict).filter(({ judge, span, message }) => isNew(told, JSON.stringify([judge, span, message]))),
    ...verdict.answers.flatMap((given) => {
      const place = places.get(given.rationale);
      if (!place || (given.answer === 'pass' && !options.passes)) return [];
      return findingsOfAnswer(verdict, given, place);
    }),
  ]);
  return findings.sort((a, b) => a.span.start - b.span.start || a.rationale.localeCompare(b.rationale));
}
