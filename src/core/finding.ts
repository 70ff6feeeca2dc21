import type { Measurement } from './measurement.ts';
import type { Rationale, Severity, Taxonomy } from './taxonomy/model.ts';
import type { TimeSpan } from './time.ts';
import type { Answer, Verdict } from './verdict.ts';

export type FindingSeverity = Severity | 'hint';

/** An answer worth showing at a time: one per observation of a `fail` or `partial` (and of a `pass` on request). */
export interface Finding {
  /** Stable across sessions: verdict id, rationale and position. */
  readonly id: string;
  readonly clipHash: string;
  readonly rationale: string;
  readonly subDimension: { readonly id: string; readonly title: string };
  readonly aspect: { readonly id: string; readonly title: string };
  readonly answer: Exclude<Answer, 'na'>;
  readonly severity: FindingSeverity;
  readonly span: TimeSpan;
  /** What the reviewer reads: the observation's sentence. */
  readonly message: string;
  readonly measurement: Measurement | null;
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

function severityOf(answer: Finding['answer'], failSeverity: Severity): FindingSeverity {
  if (answer === 'pass') return 'hint';
  return answer === 'fail' ? failSeverity : ONE_LEVEL_LOWER[failSeverity];
}

/**
 * The findings behind a set of verdicts, in time order. Answers to rationales that the taxonomy no longer holds are left
 * out: there is no question to show them under.
 */
export function findingsOf(taxonomy: Taxonomy, verdicts: readonly Verdict[], options: { passes: boolean }): Finding[] {
  const places = placesOf(taxonomy);
  const findings = verdicts.flatMap((verdict) =>
    verdict.answers.flatMap(({ rationale: rationaleId, answer, observations, reason }) => {
      const place = places.get(rationaleId);
      if (!place || answer === 'na' || (answer === 'pass' && !options.passes)) return [];
      const shown = observations.length > 0 ? observations : [{ span: verdict.range.span, text: reason, measurement: undefined }];
      return shown.map(
        ({ span, text, measurement }, position): Finding => ({
          id: `${verdict.id}/${rationaleId}/${position}`,
          clipHash: verdict.clip.hash,
          rationale: rationaleId,
          subDimension: { id: place.subDimension.id, title: place.subDimension.title },
          aspect: { id: place.aspect.id, title: place.aspect.title },
          answer,
          severity: severityOf(answer, place.rationale.severity),
          span,
          message: text,
          measurement: measurement ?? null,
        }),
      );
    }),
  );
  return findings.sort((a, b) => a.span.start - b.span.start || a.rationale.localeCompare(b.rationale));
}
