import type { Coverage } from '../../core/score.ts';
import { type ClipState, nothingFound } from '../reviews/clipState.ts';

/** The words for the state of a clip, in the user's language. */
export interface StateWords {
  readonly notJudged: string;
  /** Of a judged clip while the user annotates. */
  readonly blind: string;
  readonly rangesJudged: string;
  readonly nothingFound: string;
  readonly findings: (count: number) => string;
  readonly coverage: (coverage: Coverage) => string;
  readonly hidden: (count: number) => string;
  readonly suppressed: (count: number) => string;
}

/** `3 findings · 13 of 195 answered`, `nothing found · …`, `1 finding hidden by the filter · …`, `1 finding suppressed · …`, `hidden while you annotate` or `not judged`. */
export function stateText(state: ClipState | null, words: StateWords): string {
  if (state?.blind) return words.blind;
  if (state === null || state.coverage?.answered === 0) return words.notJudged;
  const { shown, hidden, suppressed, coverage } = state;
  return [
    ...(shown > 0 ? [words.findings(shown)] : []),
    ...(hidden > 0 ? [words.hidden(hidden)] : []),
    ...(suppressed > 0 ? [words.suppressed(suppressed)] : []),
    ...(nothingFound(state) ? [words.nothingFound] : []),
    coverage ? words.coverage(coverage) : words.rangesJudged,
  ].join(' · ');
}
