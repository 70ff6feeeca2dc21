import { LUMA_SERIES, type LumaSeries } from '../../core/series/luma.ts';
import type { Size } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { addChroma, CELLS, cellMap, emptyShotFeatures, type ShotFeatures } from './shotFeatures.ts';

/** Lines whose brightest pixel stays at or below this luma can belong to a black bar. */
const BAR_LUMA = 24;

export interface LumaExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. Returns what shot detection needs of it. */
  push(frame: Uint8Array): ShotFeatures;
  finish(): Record<LumaSeries, Float32Array>;
}

/** Light of the whole picture and what shot detection needs; one pass over the luma plane, nothing allocated per frame. */
export function createLumaExtractor(size: Size): LumaExtractor {
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
  const segments = rowSegments(lumaCells.columns);
  const rowPeaks = new Uint8Array(height);
  const columnPeaks = new Uint8Array(width);
  const series = growableSeries(LUMA_SERIES);
  let count = 0;

  /** One pass over the luma plane fills histogram, cells and line peaks; returns the mean change. */
  function scanLuma(frame: Uint8Array): number {
    histogram.fill(0);
    cellSums.fill(0);
    columnPeaks.fill(0);
    rowPeaks.fill(0);
    let change = 0;
    for (let y = 0; y < height; y++) {
      for (const segment of segments) change += scanSegment(frame, y, segment);
    }
    previousLuma.set(frame.subarray(0, pixels));
    return change / pixels;
  }

  function scanSegment(frame: Uint8Array, y: number, segment: RowSegment): number {
    const row = y * width;
    let change = 0;
    let sum = 0;
    let peak = rowPeaks[y] ?? 0;
    for (let x = segment.from; x < segment.to; x++) {
      const luma = frame[row + x] ?? 0;
      histogram[luma] = (histogram[luma] ?? 0) + 1;
      sum += luma;
      peak = Math.max(peak, luma);
      columnPeaks[x] = Math.max(columnPeaks[x] ?? 0, luma);
      change += Math.abs(luma - (previousLuma[row + x] ?? 0));
    }
    const cell = (lumaCells.rows[y] ?? 0) + segment.cell;
    cellSums[cell] = (cellSums[cell] ?? 0) + sum;
    rowPeaks[y] = peak;
    return change;
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
    series.of.lumaMean.push(mean);
    series.of.lumaSpread.push(Math.sqrt(Math.max(0, squares / pixels - mean * mean)));
    series.of.lumaLow.push(low);
    series.of.lumaHigh.push(high);
    series.of.clippedHighlights.push(highlights / picture);
    series.of.clippedShadows.push(Math.max(0, shadows - bars) / picture);
    series.of.nearHighlights.push(nearHighlights / picture);
    series.of.nearShadows.push(nearShadows / picture);
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
    series.of.lumaStep.push(count === 0 ? 0 : (cellSteps[CELLS >> 1] ?? 0));
  }

  return {
    push(frame) {
      const change = scanLuma(frame);
      series.of.change.push(count === 0 ? 0 : change);
      pushHistogram();
      pushCells();
      addChroma(features, frame, size, chromaCells);
      count++;
      return features;
    },
    finish: () => series.finish(),
  };
}

/** A stretch of a row inside one cell. */
interface RowSegment {
  readonly from: number;
  readonly to: number;
  readonly cell: number;
}

function rowSegments(cells: Uint8Array): RowSegment[] {
  const segments: RowSegment[] = [];
  let from = 0;
  for (let x = 1; x <= cells.length; x++) {
    if (x < cells.length && cells[x] === cells[from]) continue;
    segments.push({ from, to: x, cell: cells[from] ?? 0 });
    from = x;
  }
  return segments;
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
