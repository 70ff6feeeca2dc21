import { HUE_BINS, PICTURE_SAMPLE_RATE, type PictureSamples, SAMPLED_SERIES, SHARE_SCALE } from '../../core/series/sampled.ts';
import { createKernels } from '../kernels/kernels.ts';
import type { BlackBars } from './blackBars.ts';
import type { Size } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { emptyLabPlanes, fillLabPlanes, labPlanesBytes, labSize } from './labPlanes.ts';
import { createPalette, PALETTE_BYTES } from './palette.ts';
import { createSaliencyFinder, type PictureArea, saliencyBytes } from './saliency.ts';
import { createSpatialInformation, spatialInformationBytes } from './spatialInformation.ts';

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
  const planes = labSize(size);
  const bytes = labPlanesBytes(planes) + PALETTE_BYTES + saliencyBytes(planes) + spatialInformationBytes(size);
  const kernels = createKernels(bytes);
  const lab = emptyLabPlanes(kernels, planes);
  const palette = createPalette(kernels, lab);
  const saliency = createSaliencyFinder(kernels, lab);
  const spatialInformation = createSpatialInformation(kernels, size);
  const series = growableSeries(SAMPLED_SERIES);
  const frames: number[] = [];
  const palettes = growableShares(palette.weights);
  const hueWeights = new Float64Array(HUE_BINS);
  const hues = growableShares(hueWeights);
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
        const bin = Math.floor(((sextant + 6) * HUE_BINS) / 6) % HUE_BINS;
        hueWeights[bin] = (hueWeights[bin] ?? 0) + weight;
        weights += weight;
      }
    }
    hues.next();
    series.of.hueWeight.push(weights / 255 / Math.max(1, (right - left) * (bottom - top)));
  }

  function addSaliency(area: PictureArea): void {
    const { concentration, peaks, contrast, x, y } = saliency.find(area);
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
      series.of.spatialInformation.push(spatialInformation(frame.subarray(0, size.width * size.height)));
      fillLabPlanes(lab, frame, size);
      const area = areaOf(bars);
      palette.add(area);
      palettes.next();
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

/** Histograms that grow row by row: each is what `weights` hold, normalised to `SHARE_SCALE`; an empty one is all 0. */
function growableShares(weights: Float64Array) {
  const bins = weights.length;
  let rows = new Uint16Array(64 * bins);
  let length = 0;
  return {
    /** Ends a row: the weights are 0 again. */
    next(): void {
      if (length === rows.length) {
        const larger = new Uint16Array(rows.length * 2);
        larger.set(rows);
        rows = larger;
      }
      let sum = 0;
      for (let bin = 0; bin < bins; bin++) sum += weights[bin] ?? 0;
      const scale = sum > 0 ? SHARE_SCALE / sum : 0;
      for (let bin = 0; bin < bins; bin++) rows[length + bin] = Math.round((weights[bin] ?? 0) * scale);
      length += bins;
      weights.fill(0);
    },
    finish: () => rows.slice(0, length),
  };
}
