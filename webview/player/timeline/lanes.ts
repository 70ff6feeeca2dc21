import type { Finding, FindingSeverity } from '../../../src/core/finding.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { aspectsOf } from '../../../src/core/taxonomy/walk.ts';
import type { TimeSpan } from '../../../src/core/time.ts';

/**
 * One marker of a lane: a finding, or several where there is no room for each. Pixels count from the start of the clip at the
 * zoom of the layout, so that panning changes nothing of it.
 */
export interface Marker {
  /** In time order. */
  readonly findings: readonly Finding[];
  /** The one that gives the marker its colour and shape: the gravest, of those the first. */
  readonly gravest: Finding;
  readonly row: number;
  readonly x: number;
  /** At least as wide as its icon. */
  readonly width: number;
  /** From the first start to the last end, seconds of clip time. */
  readonly span: TimeSpan;
}

export interface Lane {
  readonly aspect: { readonly id: string; readonly title: string };
  /** Findings of the aspect. */
  readonly count: number;
  /** Markers by row and from left to right; those of one row never overlap. */
  readonly rows: readonly (readonly Marker[])[];
}

export interface LaneSizes {
  /** Pixels that an icon takes. */
  readonly minimumWidth: number;
  /** Pixels between markers of one row. */
  readonly gap: number;
  /** Rows of a lane; what finds none free is shown with its neighbour. */
  readonly mostRows: number;
}

/** The graver, the higher. */
export const GRAVITY: Readonly<Record<FindingSeverity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

interface Growing {
  findings: Finding[];
  gravest: Finding;
  row: number;
  x: number;
  width: number;
  span: TimeSpan;
}

/**
 * One lane per aspect that has findings: first what is no aspect of the taxonomy (suspicions, which cast doubt on all answers),
 * then in taxonomy order. Markers that would overlap go to the next free row.
 *
 * @param findings in time order.
 * @param clip length of the clip in seconds and pixels of a second.
 */
export function layoutLanes(
  taxonomy: Taxonomy,
  findings: readonly Finding[],
  clip: { readonly duration: number; readonly perSecond: number },
  sizes: LaneSizes,
): Lane[] {
  const byAspect = Map.groupBy(findings, ({ aspect }) => aspect.id);
  const known = aspectsOf(taxonomy).map(({ id }) => id);
  const others = [...byAspect.keys()].filter((id) => !known.includes(id));
  return [...others, ...known].flatMap((id): Lane[] => {
    const own = byAspect.get(id);
    const aspect = own?.[0]?.aspect;
    return own && aspect ? [{ aspect, count: own.length, rows: rowsOf(own, clip, sizes) }] : [];
  });
}

function rowsOf(
  findings: readonly Finding[],
  { duration, perSecond }: { readonly duration: number; readonly perSecond: number },
  { minimumWidth, gap, mostRows }: LaneSizes,
): Marker[][] {
  const rows: Growing[][] = [];
  for (const finding of findings) {
    const start = finding.span.start * perSecond;
    const width = Math.max(minimumWidth, (finding.span.end - finding.span.start) * perSecond);
    const x = Math.max(0, Math.min(start, duration * perSecond - width));
    let row = 0;
    while (row < rows.length && endOf(rows[row]?.at(-1)) + gap > x) row++;
    const crowded = row === mostRows ? nearestEnd(rows) : null;
    if (crowded) join(crowded, finding);
    else {
      const marker = { findings: [finding], gravest: finding, row, x, width, span: finding.span };
      if (row === rows.length) rows.push([marker]);
      else rows[row]?.push(marker);
    }
  }
  return rows;
}

function endOf(marker: Growing | undefined): number {
  return marker ? marker.x + marker.width : Number.NEGATIVE_INFINITY;
}

/** The last marker of the row that is over first. */
function nearestEnd(rows: readonly Growing[][]): Growing | null {
  return rows.reduce<Growing | null>((best, row) => {
    const last = row.at(-1) ?? null;
    return last && (!best || endOf(last) < endOf(best)) ? last : best;
  }, null);
}

/** The marker stays as wide as it is: one that grew with each finding that joins it would go on to the end of the clip. */
function join(marker: Growing, finding: Finding): void {
  marker.findings.push(finding);
  if (GRAVITY[finding.severity] > GRAVITY[marker.gravest.severity]) marker.gravest = finding;
  marker.span = { start: marker.span.start, end: Math.max(marker.span.end, finding.span.end) };
}

/** The marker of a finding; `null` for one that is not in the lane. */
export function markerOf({ rows }: Lane, finding: Finding): Marker | null {
  for (const row of rows) {
    // Whatever joins a marker begins before the next one of the row does.
    const marker = row[firstAfter(row, finding.span.start) - 1];
    if (marker?.findings.includes(finding)) return marker;
  }
  return null;
}

/** The index of the first marker of a row that begins after `time`; their number when there is none. */
function firstAfter(row: readonly Marker[], time: number): number {
  let first = 0;
  let beyond = row.length;
  while (first < beyond) {
    const middle = (first + beyond) >> 1;
    if ((row[middle]?.span.start ?? 0) <= time) first = middle + 1;
    else beyond = middle;
  }
  return first;
}

/** The markers of a row that reach into `from`…`to`, in pixels of the layout. */
export function markersBetween(row: readonly Marker[], from: number, to: number): readonly Marker[] {
  let first = 0;
  let beyond = row.length;
  while (first < beyond) {
    const middle = (first + beyond) >> 1;
    const marker = row[middle];
    if (marker && marker.x + marker.width <= from) first = middle + 1;
    else beyond = middle;
  }
  while (beyond < row.length && (row[beyond]?.x ?? 0) <= to) beyond++;
  return row.slice(first, beyond);
}
