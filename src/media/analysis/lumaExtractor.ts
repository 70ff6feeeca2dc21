import { LUMA_SERIES, type LumaSeries } from '../../core/series/luma.ts';
import { createKernels } from '../kernels/kernels.ts';
import { type BlackBars, createBarFinder } from './blackBars.ts';
import { chromaCellsBytes, createChromaCells } from './chromaCells.ts';
import type { Size } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { orderStatistic } from './orderStatistic.ts';
import { CELLS, cellMap, emptyShotFeatures, type ShotFeatures } from './shotFeatures.ts';

export interface LumaExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. Returns what shot detection needs of it. */
  push(frame: Uint8Array): ShotFeatures;
  /** The black bars of the frame pushed last; reused by the next one. */
  readonly bars: BlackBars;
  finish(): Record<LumaSeries, Float32Array>;
}

const PERCENTILES = [
  [0.01, 'tone1'],
  [0.1, 'tone10'],
  [0.5, 'tone50'],
  [0.9, 'tone90'],
  [0.99, 'tone99'],
] as const;

/** Light of the whole picture and what shot detection needs; one pass over the luma plane, nothing allocated per frame. */
export function createLumaExtractor(size: Size): LumaExtractor {
  const { width, height } = size;
  const pixels = width * height;
  const lumaCells = cellMap(size, size);
  const features = emptyShotFeatures();
  const previousCells = new Float32Array(CELLS);
  const cellSteps = new Float32Array(CELLS);
  const kernels = createKernels(2 * pixels + 2 * (width + height) + 4 * CELLS + 2048 + chromaCellsBytes(size));
  const chromaCells = createChromaCells(kernels, size);
  let now = kernels.bytes(pixels);
  let before = kernels.bytes(pixels);
  const columnCells = kernels.bytes(width);
  const rowCells = kernels.bytes(height);
  columnCells.view.set(lumaCells.columns);
  rowCells.view.set(lumaCells.rows);
  const cells = kernels.integers(CELLS);
  const counted = kernels.integers(256);
  const histogram = counted.view;
  const columns = kernels.bytes(width);
  const rows = kernels.bytes(height);
  const changes = kernels.integers(3);
  const series = growableSeries(LUMA_SERIES);
  const finder = createBarFinder(size);
  let bars = finder.find(now.view, rows.view, columns.view);
  let count = 0;

  /** One pass over the luma plane fills histogram, cells, line peaks and the sums of the change to the previous frame. */
  function scanLuma(frame: Uint8Array): void {
    [now, before] = [before, now];
    now.view.set(frame.subarray(0, pixels));
    histogram.fill(0);
    cells.view.fill(0);
    columns.view.fill(0);
    kernels.run.scanLuma(
      now.address,
      before.address,
      width,
      height,
      columnCells.address,
      rowCells.address,
      cells.address,
      counted.address,
      columns.address,
      rows.address,
      changes.address,
    );
  }

  function pushChange(): void {
    const [change = 0, sum = 0, squares = 0] = changes.view;
    const mean = sum / pixels;
    const deviation = Math.sqrt(Math.max(0, squares / pixels - mean * mean));
    series.of.change.push(count === 0 ? 0 : change / pixels);
    series.of.temporalInformation.push(count === 0 ? 0 : deviation);
  }

  function pushHistogram(): void {
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
    const picture = (height - bars.top - bars.bottom) * (width - bars.left - bars.right);
    const barPixels = pixels - picture;
    series.of.lumaMean.push(mean);
    series.of.lumaSpread.push(Math.sqrt(Math.max(0, squares / pixels - mean * mean)));
    series.of.lumaLow.push(low);
    series.of.lumaHigh.push(high);
    series.of.clippedHighlights.push(highlights / picture);
    series.of.clippedShadows.push(Math.max(0, shadows - barPixels) / picture);
    series.of.nearHighlights.push(nearHighlights / picture);
    series.of.nearShadows.push(nearShadows / picture);
    pushTones(barPixels, picture);
  }

  /** Bars are the darkest pixels there are, so leaving them out is starting to count after them. */
  function pushTones(barPixels: number, picture: number): void {
    let seen = -barPixels;
    let luma = -1;
    for (const [share, name] of PERCENTILES) {
      while (luma < 255 && (luma < 0 || seen < share * picture)) seen += histogram[++luma] ?? 0;
      series.of[name].push(luma);
    }
  }

  function pushBars(): void {
    series.of.barTop.push(bars.sure.top);
    series.of.barBottom.push(bars.sure.bottom);
    series.of.barLeft.push(bars.sure.left);
    series.of.barRight.push(bars.sure.right);
  }

  function pushCells(): void {
    let sum = 0;
    let squares = 0;
    for (let cell = 0; cell < CELLS; cell++) {
      const mean = (cells.view[cell] ?? 0) / (lumaCells.counts[cell] || 1);
      features.cells[cell] = mean;
      cellSteps[cell] = mean - (previousCells[cell] ?? 0);
      previousCells[cell] = mean;
      sum += mean;
      squares += mean * mean;
    }
    features.mean = sum / CELLS;
    features.spread = Math.sqrt(Math.max(0, squares / CELLS - features.mean * features.mean));
    const [quarter, half] = [CELLS >> 2, CELLS >> 1];
    series.of.lumaFall.push(count === 0 ? 0 : orderStatistic(cellSteps, quarter));
    series.of.lumaStep.push(count === 0 ? 0 : orderStatistic(cellSteps, half, quarter));
    series.of.lumaRise.push(count === 0 ? 0 : orderStatistic(cellSteps, quarter + half, half));
  }

  return {
    push(frame) {
      scanLuma(frame);
      bars = finder.find(now.view, rows.view, columns.view);
      pushChange();
      pushHistogram();
      pushBars();
      pushCells();
      chromaCells.fill(features, now.address, frame.subarray(pixels));
      count++;
      return features;
    },
    get bars() {
      return bars;
    },
    finish: () => series.finish(),
  };
}
