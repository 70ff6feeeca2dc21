import type { FrameSeries } from '../../core/signals.ts';
import type { Size } from './frameGeometry.ts';
import { type GrowableFloat32, growableFloat32 } from './growable.ts';
import { centre, findShift, type Shift } from './motion.ts';
import { addChroma, CELLS, cellMap, emptyShotFeatures, type ShotFeatures } from './shotFeatures.ts';

export const SMALL_FRAME_SERIES = [
  'lumaMean',
  'lumaSpread',
  'lumaLow',
  'lumaHigh',
  'lumaStep',
  'clippedHighlights',
  'clippedShadows',
  'nearHighlights',
  'nearShadows',
  'change',
  'panX',
  'panY',
  'panConfidence',
] as const satisfies readonly FrameSeries[];
type SmallFrameSeries = (typeof SMALL_FRAME_SERIES)[number];

/** Lines whose brightest pixel stays at or below this luma can belong to a black bar. */
const BAR_LUMA = 24;

export interface FrameExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. Returns what shot detection needs of it. */
  push(frame: Uint8Array): ShotFeatures;
  finish(): Record<SmallFrameSeries, Float32Array>;
}

/** Whole-picture features of small frames; one pass over the luma plane, nothing allocated per frame. */
export function createFrameExtractor(size: Size): FrameExtractor {
  const { width, height } = size;
  const pixels = width * height;
  const lumaCells = cellMap(size, size);
  const chromaCells = cellMap(size, { width: width >> 1, height: height >> 1 });
  const features = emptyShotFeatures();
  const cellSums = new Float32Array(CELLS);
  const previousCells = new Float32Array(CELLS);
  const cellSteps = new Float32Array(CELLS);
  const previousLuma = new Uint8Array(pixels);
  const histogram = new Uint32Array(256);
  let rows = new Float32Array(height);
  let columns = new Float32Array(width);
  let previousRows = new Float32Array(height);
  let previousColumns = new Float32Array(width);
  const rowPeaks = new Uint8Array(height);
  const columnPeaks = new Uint8Array(width);
  const columnCosts = new Float64Array(2 * Math.max(1, width >> 3) + 1);
  const rowCosts = new Float64Array(2 * Math.max(1, height >> 3) + 1);
  const shiftX: Shift = { offset: 0, residual: 0 };
  const shiftY: Shift = { offset: 0, residual: 0 };
  const series = Object.fromEntries(SMALL_FRAME_SERIES.map((name) => [name, growableFloat32()])) as Record<
    SmallFrameSeries, // fromEntries forgets the keys
    GrowableFloat32
  >;
  let count = 0;

  function scanLuma(frame: Uint8Array): number {
    histogram.fill(0);
    cellSums.fill(0);
    columns.fill(0);
    columnPeaks.fill(0);
    let change = 0;
    for (let y = 0, i = 0; y < height; y++) {
      const cellRow = lumaCells.rows[y] ?? 0;
      let rowSum = 0;
      let rowPeak = 0;
      for (let x = 0; x < width; x++, i++) {
        const luma = frame[i] ?? 0;
        histogram[luma] = (histogram[luma] ?? 0) + 1;
        rowSum += luma;
        if (luma > rowPeak) rowPeak = luma;
        if (luma > (columnPeaks[x] ?? 0)) columnPeaks[x] = luma;
        columns[x] = (columns[x] ?? 0) + luma;
        const cell = cellRow + (lumaCells.columns[x] ?? 0);
        cellSums[cell] = (cellSums[cell] ?? 0) + luma;
        const difference = luma - (previousLuma[i] ?? 0);
        change += difference < 0 ? -difference : difference;
        previousLuma[i] = luma;
      }
      rows[y] = rowSum / width;
      rowPeaks[y] = rowPeak;
    }
    for (let x = 0; x < width; x++) columns[x] = (columns[x] ?? 0) / height;
    return change / pixels;
  }

  function pushHistogram(): void {
    const picture = (height - barLines(rowPeaks)) * (width - barLines(columnPeaks));
    const bars = pixels - picture;
    let sum = 0;
    let squares = 0;
    let seen = 0;
    let low = -1;
    let high = -1;
    let shadows = 0;
    let nearShadows = 0;
    let nearHighlights = 0;
    let highlights = 0;
    for (let luma = 0; luma < 256; luma++) {
      const share = histogram[luma] ?? 0;
      if (share === 0) continue;
      sum += luma * share;
      squares += luma * luma * share;
      seen += share;
      if (low < 0 && seen >= 0.01 * pixels) low = luma;
      if (high < 0 && seen >= 0.99 * pixels) high = luma;
      if (luma <= 5) shadows += share;
      else if (luma <= 25) nearShadows += share;
      else if (luma >= 250) highlights += share;
      else if (luma >= 230) nearHighlights += share;
    }
    const mean = sum / pixels;
    series.lumaMean.push(mean);
    series.lumaSpread.push(Math.sqrt(Math.max(0, squares / pixels - mean * mean)));
    series.lumaLow.push(low);
    series.lumaHigh.push(high);
    series.clippedHighlights.push(highlights / picture);
    series.clippedShadows.push(Math.max(0, shadows - bars) / picture);
    series.nearHighlights.push(nearHighlights / picture);
    series.nearShadows.push(nearShadows / picture);
  }

  function pushCells(): void {
    let sum = 0;
    let squares = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      const mean = (cellSums[cell] ?? 0) / (lumaCells.counts[cell] || 1);
      features.cells[cell] = mean;
      cellSteps[cell] = mean - (previousCells[cell] ?? 0);
      previousCells[cell] = mean;
      sum += mean;
      squares += mean * mean;
    }
    features.mean = sum / CELLS;
    features.spread = Math.sqrt(Math.max(0, squares / CELLS - features.mean * features.mean));
    cellSteps.sort();
    series.lumaStep.push(count === 0 ? 0 : (cellSteps[CELLS >> 1] ?? 0));
  }

  function pushMotion(): void {
    const variance = centre(columns) + centre(rows);
    if (count === 0) {
      series.panX.push(0);
      series.panY.push(0);
      series.panConfidence.push(0);
    } else {
      findShift(columns, previousColumns, columnCosts, shiftX);
      findShift(rows, previousRows, rowCosts, shiftY);
      series.panX.push(shiftX.offset / width);
      series.panY.push(shiftY.offset / height);
      series.panConfidence.push(Math.max(0, 1 - (shiftX.residual + shiftY.residual) / (variance + 2)));
    }
    [columns, previousColumns] = [previousColumns, columns];
    [rows, previousRows] = [previousRows, rows];
  }

  return {
    push(frame) {
      const change = scanLuma(frame);
      series.change.push(count === 0 ? 0 : change);
      pushHistogram();
      pushCells();
      addChroma(features, frame, size, chromaCells);
      pushMotion();
      count++;
      return features;
    },
    finish: () =>
      Object.fromEntries(SMALL_FRAME_SERIES.map((name) => [name, series[name].toArray()])) as Record<
        SmallFrameSeries, // fromEntries forgets the keys
        Float32Array
      >,
  };
}

/** Lines that belong to black bars: dark ones at both ends in (nearly) equal number; anything else is picture. */
function barLines(peaks: Uint8Array): number {
  const length = peaks.length;
  let before = 0;
  while (before < length && (peaks[before] ?? 0) <= BAR_LUMA) before++;
  let after = 0;
  while (after < length - before && (peaks[length - 1 - after] ?? 0) <= BAR_LUMA) after++;
  return before + after < length && Math.abs(before - after) <= 2 ? before + after : 0;
}
