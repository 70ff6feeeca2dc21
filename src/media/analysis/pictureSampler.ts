import {
  HUE_BINS,
  PALETTE_BINS,
  PALETTE_CHROMA,
  PALETTE_LIGHTNESS,
  PICTURE_SAMPLE_RATE,
  type PictureSamples,
  SAMPLED_SERIES,
  SHARE_SCALE,
} from '../../core/series/sampled.ts';
import type { BlackBars } from './blackBars.ts';
import type { Size } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { emptyLabPlanes, fillLabPlanes } from './labPlanes.ts';
import { createSaliencyFinder, type PictureArea } from './saliency.ts';
import { spatialInformation } from './spatialInformation.ts';

export interface PictureSampler {
  /** Takes the next small frame, 4:2:0 planar, full range, with its black bars; both valid during the call only. */
  push(frame: Uint8Array, bars: BlackBars): void;
  finish(): PictureSamples;
}

/**
 * Looks closely at a few pictures a second: palette, hues, spatial information and saliency.
 *
 * @param framesPerSecond nominal; every so many frames are left out that about `PICTURE_SAMPLE_RATE` a second remain.
 */
export function createPictureSampler(size: Size, framesPerSecond: number): PictureSampler {
  const every = Math.max(1, Math.round(framesPerSecond / PICTURE_SAMPLE_RATE));
  const lab = emptyLabPlanes(size);
  const saliency = createSaliencyFinder(lab);
  const series = growableSeries(SAMPLED_SERIES);
  const frames: number[] = [];
  const palettes = growableShares(PALETTE_BINS);
  const hues = growableShares(HUE_BINS);
  let count = 0;

  function areaOf({ left, top, right, bottom }: BlackBars): PictureArea {
    const area = {
      left: (left + 1) >> 1,
      top: (top + 1) >> 1,
      right: lab.width - ((right + 1) >> 1),
      bottom: lab.height - ((bottom + 1) >> 1),
    };
    // Of a picture of a few pixels nothing may remain.
    const whole = { left: 0, top: 0, right: lab.width, bottom: lab.height };
    return area.left < area.right && area.top < area.bottom ? area : whole;
  }

  /** Shares a pixel out among the eight bins around its colour. */
  function addColour(lightness: number, a: number, b: number): void {
    const side = PALETTE_CHROMA.length;
    const corner = (Math.floor(lightness) * side + Math.floor(a)) * side + Math.floor(b);
    for (let dl = 0; dl < 2; dl++) {
      const outer = near(lightness, dl);
      if (outer === 0) continue;
      for (let da = 0; da < 2; da++) {
        const inner = outer * near(a, da);
        if (inner === 0) continue;
        for (let db = 0; db < 2; db++) {
          const weight = inner * near(b, db);
          if (weight !== 0) palettes.add(corner + (dl * side + da) * side + db, weight);
        }
      }
    }
  }

  function addPalette({ left, top, right, bottom }: PictureArea): void {
    for (let y = top; y < bottom; y++) {
      for (let i = y * lab.width + left; i < y * lab.width + right; i++) {
        addColour(
          knotOf(PALETTE_LIGHTNESS, lab.lightness[i] ?? 0),
          knotOf(PALETTE_CHROMA, lab.a[i] ?? 0),
          knotOf(PALETTE_CHROMA, lab.b[i] ?? 0),
        );
      }
    }
    palettes.next();
  }

  function addHues({ left, top, right, bottom }: PictureArea): void {
    let weights = 0;
    for (let y = top; y < bottom; y++) {
      for (let i = y * lab.width + left; i < y * lab.width + right; i++) {
        const red = lab.red[i] ?? 0;
        const green = lab.green[i] ?? 0;
        const blue = lab.blue[i] ?? 0;
        const most = Math.max(red, green, blue);
        const weight = most - Math.min(red, green, blue);
        if (weight === 0) continue;
        const sextant =
          most === red ? (green - blue) / weight : most === green ? 2 + (blue - red) / weight : 4 + (red - green) / weight;
        hues.add(Math.floor(((sextant + 6) * HUE_BINS) / 6) % HUE_BINS, weight);
        weights += weight;
      }
    }
    hues.next();
    series.of.hueWeight.push(weights / 255 / Math.max(1, (right - left) * (bottom - top)));
  }

  function addSaliency(area: PictureArea): void {
    const { concentration, peaks, contrast, x, y } = saliency.find(lab, area);
    series.of.saliencyConcentration.push(concentration);
    series.of.saliencyPeaks.push(peaks);
    series.of.saliencyContrast.push(contrast);
    series.of.saliencyX.push(x);
    series.of.saliencyY.push(y);
  }

  return {
    push(frame, bars) {
      const index = count++;
      if (index % every !== 0) return;
      frames.push(index);
      series.of.spatialInformation.push(spatialInformation(frame, size));
      fillLabPlanes(lab, frame, size);
      const area = areaOf(bars);
      addPalette(area);
      addHues(area);
      addSaliency(area);
    },
    finish: () => ({
      frames: Uint32Array.from(frames),
      series: series.finish(),
      palettes: palettes.finish(),
      hues: hues.finish(),
    }),
  };
}

/** Position of a value among knots: 1.25 lies a quarter of the way from the second to the third. */
function knotOf(knots: readonly number[], value: number): number {
  let i = 0;
  while (i + 2 < knots.length && value >= (knots[i + 1] ?? 0)) i++;
  const low = knots[i] ?? 0;
  const high = knots[i + 1] ?? 0;
  return Math.max(0, Math.min(knots.length - 1, i + Math.max(0, (value - low) / (high - low))));
}

/** Weight of the knot below (`step` 0) or above (1) a position. */
function near(position: number, step: number): number {
  const above = position - Math.floor(position);
  return step === 1 ? above : 1 - above;
}

/** Histograms that grow row by row, each normalised to `SHARE_SCALE` when it is done; an empty one stays all 0. */
function growableShares(bins: number) {
  const current = new Float64Array(bins);
  let rows = new Uint16Array(64 * bins);
  let length = 0;
  return {
    add(bin: number, weight: number): void {
      current[bin] = (current[bin] ?? 0) + weight;
    },
    next(): void {
      if (length === rows.length) {
        const larger = new Uint16Array(rows.length * 2);
        larger.set(rows);
        rows = larger;
      }
      let sum = 0;
      for (let bin = 0; bin < bins; bin++) sum += current[bin] ?? 0;
      const scale = sum > 0 ? SHARE_SCALE / sum : 0;
      for (let bin = 0; bin < bins; bin++) rows[length + bin] = Math.round((current[bin] ?? 0) * scale);
      length += bins;
      current.fill(0);
    },
    finish: () => rows.slice(0, length),
  };
}
