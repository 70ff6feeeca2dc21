import type { FindingSeverity } from '../../src/core/finding.ts';

/** What became of a question; `failed`: its whole dimension could not be judged. */
export const ANSWER_STATUSES = ['answered', 'na', 'notJudged', 'failed'] as const;
export type AnswerStatus = (typeof ANSWER_STATUSES)[number];

/** Which questions the scorecard shows. An empty list lets everything through. */
export interface ScorecardFilter {
  /** Words that all have to be in the question, its place in the taxonomy, or what was said about it. */
  readonly text: string;
  readonly severities: readonly FindingSeverity[];
  readonly statuses: readonly AnswerStatus[];
  readonly judges: readonly string[];
}

export const SHOW_EVERYTHING: ScorecardFilter = { text: '', severities: [], statuses: [], judges: [] };
