import type { Finding } from '../../../src/core/finding.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { aspectsOf } from '../../../src/core/taxonomy/walk.ts';
import type { TimeScale } from './scale.ts';

/** A finding's marker: at least as wide as its icon, and inside it the true extent of the finding. Pixels. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly row: number;
  readonly x: number;
  readonly width: number;
  /** Left edge of the true span, relative to `x`. */
  readonly spanX: number;
  readonly spanWidth: number;
}

export interface Lane {
  readonly aspect: { readonly id: string; readonly title: string };
  /** Number of rows that overlapping markers need. */
  readonly rows: number;
  readonly findings: readonly PlacedFinding[];
}

/**
 * One lane per aspect that has findings: first what is no aspect of the taxonomy (suspicions, which cast doubt on all answers),
 * then in taxonomy order. Markers that would overlap go to the next free row.
 */
export function layoutLanes(
  taxonomy: Taxonomy,
  findings: readonly Finding[],
  scale: TimeScale,
  sizes: { minimumWidth: number; gap: number },
): Lane[] {
  const byAspect = Map.groupBy(findings, ({ aspect }) => aspect.id);
  const known = aspectsOf(taxonomy).map(({ id }) => id);
  const others = [...byAspect.keys()].filter((id) => !known.includes(id));
  return [...others, ...known].flatMap((id): Lane[] => {
    const own = byAspect.get(id);
    const aspect = own?.[0]?.aspect;
    if (!own || !aspect) return [];
    const rowEnds: number[] = [];
    const placed = own.map((finding): PlacedFinding => {
      const spanStart = scale.xOf(finding.span.start);
      const spanWidth = Math.max(1, scale.xOf(finding.span.end) - spanStart);
      const width = Math.max(sizes.minimumWidth, spanWidth);
      const x = Math.max(0, Math.min(spanStart, scale.width - width));
      const free = rowEnds.findIndex((end) => end + sizes.gap <= x);
      const row = free === -1 ? rowEnds.length : free;
      rowEnds[row] = x + width;
      return { finding, row, x, width, spanX: spanStart - x, spanWidth };
    });
    return [{ aspect, rows: rowEnds.length, findings: placed }];
  });
}
