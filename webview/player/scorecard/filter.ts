import type { FindingSeverity } from '../../../src/core/finding.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { aspectsOf } from '../../../src/core/taxonomy/walk.ts';
import type { AnswerStatus, ScorecardFilter } from '../../ui/scorecardFilter.ts';
import { type Column, failuresOf, type Said, sayingsOf } from './sayings.ts';

export function isFiltering({ text, severities, statuses, judges }: ScorecardFilter): boolean {
  return wordsOf(text).length + severities.length + statuses.length + judges.length > 0;
}

/** What a filter lets through. */
export interface Matches {
  /** Ids of the rationales that are shown. */
  readonly rationales: ReadonlySet<string>;
  /** Ids of the dimensions whose failure is shown. */
  readonly failures: ReadonlySet<string>;
}

/**
 * What of these columns a filter lets through. A question is shown whole as soon as what one judge says matches; that of the
 * selected finding is always shown, since it was chosen elsewhere to be looked at.
 *
 * @param selected id of the selected finding.
 */
export function matchesOf(
  taxonomy: Taxonomy,
  columns: readonly Column[],
  { text, severities, statuses }: ScorecardFilter,
  selected: string | null,
): Matches {
  const words = wordsOf(text);
  const has = (texts: readonly string[]) => {
    const all = texts.join('\n').toLocaleLowerCase();
    return words.every((word) => all.includes(word));
  };
  const isWanted = (status: AnswerStatus) => statuses.length === 0 || statuses.includes(status);
  const isSevere = (severity: FindingSeverity | null) =>
    severities.length === 0 || (severity !== null && severities.includes(severity));
  const places = placesOf(taxonomy);
  const rationales = new Set<string>();
  const failures = new Set<string>();
  for (const column of columns) {
    const sayings = sayingsOf(taxonomy, column);
    const failed = failuresOf(column.verdicts);
    const proxies = Map.groupBy(
      column.verdicts.flatMap((verdict) => verdict.proxies ?? []),
      ({ rationale }) => rationale,
    );
    for (const [dimension, reason] of failed)
      if (isSevere(null) && isWanted('failed') && has([...(places.dimensions.get(dimension) ?? []), reason]))
        failures.add(dimension);
    for (const [id, { dimension, texts }] of places.rationales) {
      const said = sayings.get(id) ?? null;
      const readings = (proxies.get(id) ?? []).map(({ reading }) => reading);
      // Unless they are asked for, questions that nobody answered are shown no more than without a filter.
      const isThere = said !== null || readings.length > 0 || (statuses.includes('notJudged') && !failed.has(dimension));
      const isSelected = said !== null && selected?.startsWith(`${said.verdict}/${id}/`);
      const isMatch = isThere && isSevere(said?.severity ?? null) && isWanted(statusOf(said));
      if (isSelected || (isMatch && has([...texts, ...saidTexts(said), ...readings]))) rationales.add(id);
    }
  }
  return { rationales, failures };
}

/** The words of the taxonomy that a dimension, and a rationale, is found by. */
function placesOf(taxonomy: Taxonomy) {
  const dimensions = new Map<string, readonly string[]>();
  const rationales = new Map<string, { readonly dimension: string; readonly texts: readonly string[] }>();
  for (const aspect of aspectsOf(taxonomy)) {
    for (const dimension of aspect.dimensions) {
      const texts = [aspect.title, dimension.title];
      dimensions.set(dimension.id, texts);
      for (const sub of dimension.subDimensions)
        for (const { id, question } of sub.rationales)
          rationales.set(id, { dimension: dimension.id, texts: [...texts, sub.title, question] });
    }
  }
  return { dimensions, rationales };
}

/**
 * How many answers and failures are shown with a filter, and how many only the filter hides.
 *
 * @param all the columns without the filter.
 * @param columns those that it leaves, for which `matches` were made.
 */
export function filterCount(taxonomy: Taxonomy, all: readonly Column[], columns: readonly Column[], matches: Matches) {
  const count = (column: Column, wanted: Matches | null) =>
    [...sayingsOf(taxonomy, column).keys()].filter((id) => wanted?.rationales.has(id) ?? true).length +
    [...failuresOf(column.verdicts).keys()].filter((id) => wanted?.failures.has(id) ?? true).length;
  const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0);
  const shown = sum(columns.map((column) => count(column, matches)));
  return { shown, hidden: Math.max(0, sum(all.map((column) => count(column, null))) - shown) };
}

function statusOf(said: Said | null): AnswerStatus {
  if (said === null || said.mark === 'open') return 'notJudged';
  return said.mark === 'na' ? 'na' : 'answered';
}

function saidTexts(said: Said | null): string[] {
  return said ? [said.judge, said.reason, ...said.observations.map(({ text }) => text)] : [];
}

function wordsOf(text: string): string[] {
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
