import type { Size } from './frameGeometry.ts';

/** Lines whose brightest pixel stays at or below this luma can belong to a black bar. */
const BAR_LUMA = 24;
/** Where a bar ends, at least this share of the first line of the picture is brighter than a bar by this many levels. */
const EDGE_SHARE = 0.5;
const EDGE_LEVELS = 10;

/** Black lines at each edge of a frame. */
export interface BlackBars {
  /** Lines at the upper and lower edge, columns at the left and right one that may be bars: dark, in nearly equal number on both sides. */
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** The same as shares of the frame, −1 where no straight edge of a brighter picture tells a bar from a dark scene. */
  readonly sure: { top: number; bottom: number; left: number; right: number };
}

export interface BarFinder {
  /**
   * Looks at one frame. The result is reused by the next call.
   *
   * @param rowPeaks brightest luma of every row; `columnPeaks` of every column.
   */
  find(frame: Uint8Array, rowPeaks: Uint8Array, columnPeaks: Uint8Array): BlackBars;
}

export function createBarFinder({ width, height }: Size): BarFinder {
  const bars: BlackBars = { top: 0, bottom: 0, left: 0, right: 0, sure: { top: 0, bottom: 0, left: 0, right: 0 } };

  /** Share of a line's pixels that are clearly brighter than a bar. */
  function brightShare(frame: Uint8Array, start: number, stride: number, length: number): number {
    let bright = 0;
    for (let i = 0, at = start; i < length; i++, at += stride) if ((frame[at] ?? 0) > BAR_LUMA + EDGE_LEVELS) bright++;
    return bright / length;
  }

  /** A bar of `lines` that ends where a picture begins; the line at the border itself is a blend of both. */
  function sure(frame: Uint8Array, lines: number, of: number, start: (line: number) => number, stride: number): number {
    if (lines === 0) return 0;
    if (lines + 1 >= of) return -1;
    const length = stride === 1 ? width : height;
    return brightShare(frame, start(lines + 1), stride, length) >= EDGE_SHARE ? lines / of : -1;
  }

  return {
    find(frame, rowPeaks, columnPeaks) {
      const top = darkLines(rowPeaks, 0, 1);
      const bottom = darkLines(rowPeaks, height - 1, -1);
      const left = darkLines(columnPeaks, 0, 1);
      const right = darkLines(columnPeaks, width - 1, -1);
      bars.sure.top = sure(frame, top, height, (line) => line * width, 1);
      bars.sure.bottom = sure(frame, bottom, height, (line) => (height - 1 - line) * width, 1);
      bars.sure.left = sure(frame, left, width, (line) => line, width);
      bars.sure.right = sure(frame, right, width, (line) => width - 1 - line, width);
      const across = arePair(top, bottom, height);
      const down = arePair(left, right, width);
      bars.top = across ? top : 0;
      bars.bottom = across ? bottom : 0;
      bars.left = down ? left : 0;
      bars.right = down ? right : 0;
      return bars;
    },
  };
}

function darkLines(peaks: Uint8Array, start: number, step: number): number {
  let lines = 0;
  while (lines < peaks.length && (peaks[start + step * lines] ?? 0) <= BAR_LUMA) lines++;
  return lines;
}

/** Bars come on both sides in (nearly) equal number; anything else is picture. */
function arePair(before: number, after: number, length: number): boolean {
  return before + after < length && Math.abs(before - after) <= 2;
}
