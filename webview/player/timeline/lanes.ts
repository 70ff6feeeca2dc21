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

/** The findings of one aspect: what of a lane does not change with the zoom. */
export interface LaneFindings {
  readonly aspect: { readonly id: string; readonly title: string };
  /** In time order. */
  readonly findings: readonly Finding[];
  /** Their starts and ends in seconds, which a layout reads ten thousand at a time. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** What a lane is laid out for: length of the clip in seconds and pixels of a second. */
interface LaneClip {
  readonly duration: number;
  readonly perSecond: number;
}

/**
 * One entry per aspect that has findings: first what is no aspect of the taxonomy (suspicions, which cast doubt on all answers),
 * then in taxonomy order.
 *
 * @param findings in time order.
 */
export function findingsByLane(taxonomy: Taxonomy, findings: readonly Finding[]): LaneFindings[] {
  const byAspect = Map.groupBy(findings, ({ aspect }) => aspect.id);
  const known = aspectsOf(taxonomy).map(({ id }) => id);
  const others = [...byAspect.keys()].filter((id) => !known.includes(id));
  return [...others, ...known].flatMap((id): LaneFindings[] => {
    const own = byAspect.get(id);
    const aspect = own?.[0]?.aspect;
    if (!own || !aspect) return [];
    const starts = Float64Array.from(own, ({ span }) => span.start);
    const ends = Float64Array.from(own, ({ span }) => span.end);
    return [{ aspect, findings: own, starts, ends }];
  });
}

/** The last finding of a marker that no other one shares it with. */
const LAST = -1;

/**
 * The findings of one aspect at one zoom. Markers that would overlap lie in different rows. A zoom asks for a new lane with every
 * frame, of which a small part is in sight: findings are put into rows as numbers, and markers are made of those that are asked for.
 */
export class Lane {
  readonly #own: LaneFindings;
  readonly #clip: LaneClip;
  readonly #sizes: LaneSizes;
  /** By row and from left to right the first finding of each marker, which the marker is known by. */
  readonly #rows: number[][] = [];
  /** The next finding of the same marker, or `LAST`. */
  readonly #next: Int32Array;
  readonly #markers = new Map<number, Marker>();

  constructor(own: LaneFindings, clip: LaneClip, sizes: LaneSizes) {
    this.#own = own;
    this.#clip = clip;
    this.#sizes = sizes;
    this.#next = new Int32Array(own.findings.length).fill(LAST);
    this.#layOut();
  }

  get aspect(): LaneFindings['aspect'] {
    return this.#own.aspect;
  }

  /** Findings of the aspect. */
  get count(): number {
    return this.#own.findings.length;
  }

  get rows(): number {
    return this.#rows.length;
  }

  /** The markers of a row that reach into `from`…`to`, in pixels from the start of the clip; from left to right. */
  markersBetween(row: number, from: number, to: number): Marker[] {
    const heads = this.#rows[row] ?? [];
    const first = countWhile(heads, (head) => this.#leftOf(head) + this.#widthOf(head) <= from);
    const found: Marker[] = [];
    for (let i = first; i < heads.length; i++) {
      const head = heads[i] ?? 0;
      if (this.#leftOf(head) > to) break;
      found.push(this.#marker(head, row));
    }
    return found;
  }

  /** The marker of a finding; `null` for one that is not in the lane. */
  markerOf(finding: Finding): Marker | null {
    for (const [row, heads] of this.#rows.entries()) {
      // Whatever joins a marker begins before the next one of the row does.
      const head = heads[countWhile(heads, (each) => (this.#own.starts[each] ?? 0) <= finding.span.start) - 1];
      if (head === undefined) continue;
      const marker = this.#marker(head, row);
      if (marker.findings.includes(finding)) return marker;
    }
    return null;
  }

  #leftOf(index: number): number {
    const { duration, perSecond } = this.#clip;
    return Math.max(0, Math.min((this.#own.starts[index] ?? 0) * perSecond, duration * perSecond - this.#widthOf(index)));
  }

  #widthOf(index: number): number {
    const { starts, ends } = this.#own;
    return Math.max(this.#sizes.minimumWidth, ((ends[index] ?? 0) - (starts[index] ?? 0)) * this.#clip.perSecond);
  }

  /**
   * What finds no free row joins the last marker of the row that is over first. That one stays as wide as it is: if it grew with each
   * finding that joins, it would go on to the end of the clip.
   */
  #layOut(): void {
    const { gap, mostRows } = this.#sizes;
    /** Of each row the pixel at which its last marker is over, and the last finding of that one. */
    const over: number[] = [];
    const tails: number[] = [];
    for (let index = 0; index < this.count; index++) {
      const x = this.#leftOf(index);
      let row = 0;
      while (row < over.length && (over[row] ?? 0) + gap > x) row++;
      if (row === mostRows) {
        row = over.indexOf(Math.min(...over));
        this.#next[tails[row] ?? 0] = index;
      } else {
        if (row === over.length) this.#rows.push([]);
        this.#rows[row]?.push(index);
        over[row] = x + this.#widthOf(index);
      }
      tails[row] = index;
    }
  }

  #marker(head: number, row: number): Marker {
    const known = this.#markers.get(head);
    if (known) return known;
    const findings: Finding[] = [];
    for (let index = head; index !== LAST; index = this.#next[index] ?? LAST) {
      const finding = this.#own.findings[index];
      if (finding) findings.push(finding);
    }
    const marker: Marker = {
      findings,
      gravest: findings.reduce((worst, each) => (GRAVITY[each.severity] > GRAVITY[worst.severity] ? each : worst)),
      row,
      x: this.#leftOf(head),
      width: this.#widthOf(head),
      span: { start: this.#own.starts[head] ?? 0, end: findings.reduce((end, { span }) => Math.max(end, span.end), 0) },
    };
    this.#markers.set(head, marker);
    return marker;
  }
}

/** Of a list that begins with those that `holds` is true of, how many they are. */
function countWhile(list: readonly number[], holds: (item: number) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
