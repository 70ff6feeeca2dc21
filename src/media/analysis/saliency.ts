import type { Kernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';
import type { LabPlanes } from './labPlanes.ts';

/** Where the eye is drawn in one picture; see `SAMPLED_SERIES` for the numbers. */
export interface Saliency {
  concentration: number;
  peaks: number;
  contrast: number;
  /** Shares 0…1 of the frame. */
  x: number;
  y: number;
}

/** Part of the Lab planes that holds picture: columns `left` ≤ x < `right`, rows `top` ≤ y < `bottom`. */
export interface PictureArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface SaliencyFinder {
  /** Of what the planes hold now. The result is reused by the next call. Nothing stands out in a flat picture: all 0, in the middle. */
  find(area: PictureArea): Saliency;
}

/** A pixel is salient when it is at least this share as salient as the most salient one. */
const SALIENT = 0.5;
/** A place competes when it is at least this salient beside the most salient one. */
const COMPETING = 0.7;
/** Sides of places, and the least distance between two of them, as shares of the picture's sides. */
const PLACE = 1 / 6;
const APART = 1 / 4;
/** Mean colour difference to the surround below which a picture is flat. */
const FLAT = 0.5;

/**
 * Bytes of kernel memory that `createSaliencyFinder` takes, the room of its buffers included.
 *
 * @param size of the Lab planes.
 */
export function saliencyBytes({ width, height }: Size): number {
  return 4 * 8 * (width + 1) * (height + 1) + 4 * width * height + 512;
}

/**
 * Saliency by centre against surround: the CIELAB distance of each pixel (3×3 mean) to the mean of the largest box around it that
 * lies evenly in the picture (Achanta & Süsstrunk 2010, "Saliency detection using maximum symmetric surround").
 */
export function createSaliencyFinder({ run, floats, doubles }: Kernels, lab: LabPlanes): SaliencyFinder {
  const { width, height } = lab;
  const stride = width + 1;
  const integral = doubles(4 * stride * (height + 1));
  const saliency = floats(width * height);
  const totals = doubles(2);
  const map = saliency.view;
  const sums = new Float64Array(stride * (height + 1));
  const result: Saliency = { concentration: 0, peaks: 0, contrast: 0, x: 0.5, y: 0.5 };

  function fillMap({ left, top, right, bottom }: PictureArea): { sum: number; most: number } {
    const planes = [lab.lightness.address, lab.a.address, lab.b.address] as const;
    run.mapSaliency(...planes, width, left, top, right, bottom, integral.address, saliency.address, totals.address);
    const [sum = 0, most = 0] = totals.view;
    return { sum, most };
  }

  /** Fills `sums` with those of the map. */
  function integrate({ left, top, right, bottom }: PictureArea): void {
    sums.fill(0, top * stride, (top + 1) * stride);
    for (let y = top; y < bottom; y++) {
      let row = 0;
      const at = (y + 1) * stride;
      sums[at + left] = 0;
      for (let x = left; x < right; x++) {
        row += map[y * width + x] ?? 0;
        sums[at + x + 1] = (sums[at + x + 1 - stride] ?? 0) + row;
      }
    }
  }

  /** Saliency over columns `x0` ≤ x < `x1` and rows `y0` ≤ y < `y1`. */
  function boxSum(x0: number, y0: number, x1: number, y1: number): number {
    const upper = y0 * stride;
    const lower = y1 * stride;
    return (sums[lower + x1] ?? 0) - (sums[upper + x1] ?? 0) - (sums[lower + x0] ?? 0) + (sums[upper + x0] ?? 0);
  }

  /** The most salient box of a size: its share of all saliency and its corner. */
  function bestBox(area: PictureArea, across: number, down: number): { sum: number; x: number; y: number } {
    const best = { sum: -1, x: area.left, y: area.top };
    for (let y = area.top; y + down <= area.bottom; y++) {
      for (let x = area.left; x + across <= area.right; x++) {
        const sum = boxSum(x, y, x + across, y + down);
        if (sum > best.sum) Object.assign(best, { sum, x, y });
      }
    }
    return best;
  }

  /** Mean colour of what is salient in the window against what is not salient anywhere. */
  function contrastOf(area: PictureArea, window: PictureArea, most: number): number {
    const subject = emptyMean();
    const rest = emptyMean();
    for (let y = area.top; y < area.bottom; y++) {
      const inRows = y >= window.top && y < window.bottom;
      for (let x = area.left; x < area.right; x++) {
        const i = y * width + x;
        if ((map[i] ?? 0) < SALIENT * most) addColour(rest, lab, i);
        else if (inRows && x >= window.left && x < window.right) addColour(subject, lab, i);
      }
    }
    if (subject.pixels === 0 || rest.pixels === 0) return 0;
    const apart = (one: number, other: number) => one / subject.pixels - other / rest.pixels;
    return Math.hypot(apart(subject.lightness, rest.lightness), apart(subject.a, rest.a), apart(subject.b, rest.b));
  }

  /** Centre of saliency in the window. */
  function locate(window: PictureArea): void {
    let weight = 0;
    let xs = 0;
    let ys = 0;
    for (let y = window.top; y < window.bottom; y++) {
      for (let x = window.left; x < window.right; x++) {
        const value = map[y * width + x] ?? 0;
        weight += value;
        xs += value * (x + 0.5);
        ys += value * (y + 0.5);
      }
    }
    result.x = xs / weight / width;
    result.y = ys / weight / height;
  }

  /** Places on a grid of half-overlapping boxes, most salient first, that keep their distance and nearly reach the first. */
  function countPeaks(area: PictureArea): number {
    const across = area.right - area.left;
    const down = area.bottom - area.top;
    const boxAcross = Math.max(1, Math.round(PLACE * across));
    const boxDown = Math.max(1, Math.round(PLACE * down));
    const values: { sum: number; x: number; y: number }[] = [];
    for (let y = area.top; y + boxDown <= area.bottom; y += Math.max(1, boxDown >> 1)) {
      for (let x = area.left; x + boxAcross <= area.right; x += Math.max(1, boxAcross >> 1)) {
        values.push({ sum: boxSum(x, y, x + boxAcross, y + boxDown), x, y });
      }
    }
    values.sort((a, b) => b.sum - a.sum);
    const kept: typeof values = [];
    const strongest = values[0]?.sum ?? 0;
    for (const value of values) {
      if (value.sum < COMPETING * strongest) break;
      const crowded = kept.some(({ x, y }) => Math.abs(x - value.x) < APART * across && Math.abs(y - value.y) < APART * down);
      if (!crowded) kept.push(value);
    }
    return kept.length;
  }

  return {
    find(area) {
      const across = area.right - area.left;
      const down = area.bottom - area.top;
      const { sum, most } = fillMap(area);
      const mean = sum / (across * down);
      Object.assign(result, { concentration: 0, peaks: 0, contrast: 0, x: 0.5, y: 0.5 });
      if (mean < FLAT) return result;
      integrate(area);
      const boxAcross = Math.max(1, Math.round(across / 3));
      const boxDown = Math.max(1, Math.round(down / 3));
      const best = bestBox(area, boxAcross, boxDown);
      result.concentration = best.sum / sum;
      result.peaks = countPeaks(area);
      const window = { left: best.x, top: best.y, right: best.x + boxAcross, bottom: best.y + boxDown };
      result.contrast = contrastOf(area, window, most);
      locate(window);
      return result;
    },
  };
}

interface MeanColour {
  lightness: number;
  a: number;
  b: number;
  pixels: number;
}

function emptyMean(): MeanColour {
  return { lightness: 0, a: 0, b: 0, pixels: 0 };
}

function addColour(mean: MeanColour, lab: LabPlanes, pixel: number): void {
  mean.lightness += lab.lightness.view[pixel] ?? 0;
  mean.a += lab.a.view[pixel] ?? 0;
  mean.b += lab.b.view[pixel] ?? 0;
  mean.pixels++;
}
