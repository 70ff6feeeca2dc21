import type { FoundBoundary } from './detectors.ts';
import type { KnownBoundary } from './editedClip.ts';

/** Frames by which a cut may be off; a gradual transition counts as found from `BEFORE` frames before it to `AFTER` after it. */
const CUT_TOLERANCE = 2;
export const BEFORE = 2;
export const AFTER = 4;

export interface Matches {
  readonly hits: readonly { readonly known: KnownBoundary; readonly found: FoundBoundary }[];
  readonly missed: readonly KnownBoundary[];
  readonly falseAlarms: readonly FoundBoundary[];
}

/** Pairs what was found with what is known, one to one, the closest first. The middle of a found boundary is what counts. */
export function matchBoundaries(known: readonly KnownBoundary[], found: readonly FoundBoundary[]): Matches {
  const pairs = known
    .flatMap((boundary) => found.map((candidate) => ({ known: boundary, found: candidate, off: offBy(boundary, candidate) })))
    .filter(({ off }) => off !== null)
    .sort((a, b) => (a.off ?? 0) - (b.off ?? 0));
  const hits: { known: KnownBoundary; found: FoundBoundary }[] = [];
  for (const pair of pairs) {
    if (!hits.some((hit) => hit.known === pair.known || hit.found === pair.found)) hits.push(pair);
  }
  return {
    hits,
    missed: known.filter((boundary) => !hits.some((hit) => hit.known === boundary)),
    falseAlarms: found.filter((boundary) => !hits.some((hit) => hit.found === boundary)),
  };
}

/** Frames between the middles; `null` when that is not the same boundary. */
function offBy({ kind, first, last }: KnownBoundary, found: FoundBoundary): number | null {
  const middle = (found.first + found.last) / 2;
  const off = Math.abs(middle - (first + last) / 2);
  if (kind === 'cut') return off <= CUT_TOLERANCE ? off : null;
  return middle >= first - BEFORE && middle <= last + AFTER ? off : null;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function scoreOf(all: readonly Matches[]): Score {
  const hits = all.reduce((sum, { hits }) => sum + hits.length, 0);
  const missed = all.reduce((sum, { missed }) => sum + missed.length, 0);
  const falseAlarms = all.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0);
  return {
    precision: hits / Math.max(1, hits + falseAlarms),
    recall: hits / Math.max(1, hits + missed),
    f1: (2 * hits) / Math.max(1, 2 * hits + missed + falseAlarms),
  };
}
