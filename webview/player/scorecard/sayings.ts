import { type FindingSeverity, findingsOf } from '../../../src/core/finding.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { Answer, Observation, Uncertainty, Verdict } from '../../../src/core/verdict.ts';
import { type VoteSpread, voteSpread } from '../../../src/core/votes.ts';
import type { ScorecardChoice } from './model.ts';

/** What one judge said about one rationale. */
export interface Said {
  /** Id of the verdict. */
  readonly verdict: string;
  readonly judge: string;
  /** `open`: it said something that could not be taken for an answer. */
  readonly mark: Answer | 'open';
  readonly reason: string;
  readonly observations: readonly Observation[];
  /** How bad its findings are, or `null` for what is no fault. */
  readonly severity: FindingSeverity | null;
  /** How sure the judge says it is; `null` for one that measures. */
  readonly uncertainty: Uncertainty | null;
  /** `null` when it was asked once. */
  readonly votes: VoteSpread | null;
}

/** A judge with its verdicts on one range. */
export type Column = Pick<ScorecardChoice, 'judge' | 'verdicts'>;

/** What a column says about rationales, by rationale id. */
export function sayingsOf(taxonomy: Taxonomy, { judge, verdicts }: Column): Map<string, Said> {
  const severities = new Map(
    findingsOf(taxonomy, verdicts, { passes: false }).map(({ rationale, severity }) => [rationale, severity] as const),
  );
  const sayings = new Map<string, Said>();
  for (const { id: verdict, answers, open = [], reasoning = [] } of verdicts) {
    const uncertaintyOf = (rationale: string) =>
      reasoning.find(({ subDimension }) => rationale.startsWith(`${subDimension}.`))?.uncertainty ?? null;
    for (const { rationale, reason } of open) {
      const uncertainty = uncertaintyOf(rationale);
      const said = { verdict, judge, mark: 'open', reason, observations: [], severity: null, uncertainty, votes: null } as const;
      sayings.set(rationale, said);
    }
    for (const { rationale, answer, reason, observations, sampled } of answers) {
      const severity = severities.get(rationale) ?? null;
      const uncertainty = uncertaintyOf(rationale);
      const votes = sampled ? voteSpread(sampled.votes) : null;
      sayings.set(rationale, { verdict, judge, mark: answer, reason, observations, severity, uncertainty, votes });
    }
  }
  return sayings;
}

export function isFault(said: Said | null): boolean {
  return said?.mark === 'fail' || said?.mark === 'partial';
}

/** Why dimensions could not be judged, by dimension id. */
export function failuresOf(verdicts: readonly Verdict[]): Map<string, string> {
  return new Map(
    verdicts.flatMap(({ status, dimension, statusReason = '' }) =>
      status === 'failed' ? [[dimension, statusReason] as const] : [],
    ),
  );
}
