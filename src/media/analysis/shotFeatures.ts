import type { Size } from './frameGeometry.ts';

/** Picture cells of the thumb: 16×9, 9×16 or 12×12, whichever suits the aspect. */
export const CELLS = 144;
/** 6 luma × 4 Cb × 4 Cr. */
export const HISTOGRAM_BINS = 96;

/** What shot detection remembers of a frame: a thumb of 144 cells and a coarse colour histogram; 1.4 kB. */
export interface ShotFeatures {
  /** Means per cell: 144 luma, then 144 Cb − 128, then 144 Cr − 128, in levels. */
  readonly cells: Float32Array;
  /** Cells side by side in a row: 16, 12 or 9. */
  across: number;
  /** Shares that sum to 1. */
  readonly histogram: Float32Array;
  /** Mean and standard deviation of the luma cells. */
  mean: number;
  spread: number;
}

export function emptyShotFeatures(): ShotFeatures {
  return { cells: new Float32Array(3 * CELLS), across: 16, histogram: new Float32Array(HISTOGRAM_BINS), mean: 0, spread: 0 };
}

export function copyShotFeatures(from: ShotFeatures, to: ShotFeatures): void {
  to.cells.set(from.cells);
  to.across = from.across;
  to.histogram.set(from.histogram);
  to.mean = from.mean;
  to.spread = from.spread;
}

/** The cell of every column and every row of a plane; `rows` are offsets, so that cell = columns[x] + rows[y]. */
export interface CellMap {
  readonly columns: Uint8Array;
  readonly rows: Uint8Array;
  /** Pixels per cell. */
  readonly counts: Float32Array;
  readonly across: number;
}

export function cellMap(picture: Size, plane: Size): CellMap {
  const aspect = picture.width / picture.height;
  const across = aspect > 1.2 ? 16 : aspect < 1 / 1.2 ? 9 : 12;
  const down = CELLS / across;
  const columns = Uint8Array.from({ length: plane.width }, (_, x) => Math.floor((x * across) / plane.width));
  const rows = Uint8Array.from({ length: plane.height }, (_, y) => across * Math.floor((y * down) / plane.height));
  const counts = new Float32Array(CELLS);
  for (const row of rows) for (const column of columns) counts[row + column] = (counts[row + column] ?? 0) + 1;
  return { columns, rows, counts, across };
}

/** How differently two frames are laid out, 0…1: luma cells with gain and offset taken out, so that exposure does not count. */
export function layoutDistance(a: ShotFeatures, b: ShotFeatures): number {
  const p = a.cells;
  const q = b.cells;
  const gainA = 1 / (a.spread + 4);
  const gainB = 1 / (b.spread + 4);
  const offset = a.mean * gainA - b.mean * gainB;
  let sum = 0;
  for (let i = 0; i < CELLS; i++) sum += Math.abs((p[i] ?? 0) * gainA - (q[i] ?? 0) * gainB - offset);
  return Math.min(1, sum / CELLS);
}

/** How different two frames look, 0…1: 45 % layout, 25 % colour of the cells, 30 % colour histogram. */
export function featureDistance(a: ShotFeatures, b: ShotFeatures): number {
  let chroma = 0;
  for (let i = CELLS; i < 3 * CELLS; i++) chroma += Math.abs((a.cells[i] ?? 0) - (b.cells[i] ?? 0));
  return 0.45 * layoutDistance(a, b) + 0.25 * Math.min(1, chroma / (2 * CELLS) / 16) + 0.3 * histogramDistance(a, b);
}

/** How different the colours of two frames are wherever they are, 0…1. */
export function histogramDistance(a: ShotFeatures, b: ShotFeatures): number {
  let sum = 0;
  for (let i = 0; i < HISTOGRAM_BINS; i++) sum += Math.abs((a.histogram[i] ?? 0) - (b.histogram[i] ?? 0));
  return sum / 2;
}

/** How different one cell is in luma and colour, in levels. */
export function cellDistance(a: ShotFeatures, b: ShotFeatures, cell: number): number {
  return (
    Math.abs((a.cells[cell] ?? 0) - (b.cells[cell] ?? 0)) +
    Math.abs((a.cells[CELLS + cell] ?? 0) - (b.cells[CELLS + cell] ?? 0)) +
    Math.abs((a.cells[2 * CELLS + cell] ?? 0) - (b.cells[2 * CELLS + cell] ?? 0))
  );
}

const SAME_CELL = 8;
const DARK_CELL = 24;

/** The share of cells, dark ones left out, that look the same in both frames: lettering or an object leaves many, a new scene few. */
export function unchangedShare(a: ShotFeatures, b: ShotFeatures): number {
  let counted = 0;
  let same = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    if (Math.max(a.cells[cell] ?? 0, b.cells[cell] ?? 0) < DARK_CELL) continue;
    counted++;
    if (cellDistance(a, b, cell) < SAME_CELL) same++;
  }
  return same / Math.max(1, counted);
}
