import type { Signals } from '../../core/signals.ts';
import type { FrameRun } from './frames.ts';
import { linearLight } from './relativeLuminance.ts';

/** Share of red in linear R + G + B from which red is saturated, and the distance in CIE 1976 u′v′ of a red flash (WCAG 2.2). */
const SATURATED = 0.8;
const LEAST_DISTANCE = 0.2;

interface Chromaticity {
  readonly u: number;
  readonly v: number;
  readonly isSaturatedRed: boolean;
}

/**
 * Frames at which the picture turns to saturated red or away from it, followed by the mean colour and the median changes over 144
 * picture cells.
 */
export function redChangesIn({ frames: { series } }: Signals, { from, to }: FrameRun): number[] {
  const changes: number[] = [];
  const level = { luma: series.lumaMean[from] ?? 0, blue: series.blueMean[from] ?? 0, red: series.redMean[from] ?? 0 };
  let last = chromaticityOf(level);
  for (let frame = from + 1; frame < to; frame++) {
    level.luma = toward(level.luma + (series.lumaStep[frame] ?? 0), series.lumaMean[frame]);
    level.blue = toward(level.blue + (series.blueStep[frame] ?? 0), series.blueMean[frame]);
    level.red = toward(level.red + (series.redStep[frame] ?? 0), series.redMean[frame]);
    const now = chromaticityOf(level);
    if (now.isSaturatedRed === last.isSaturatedRed || Math.hypot(now.u - last.u, now.v - last.v) < LEAST_DISTANCE) continue;
    changes.push(frame);
    last = now;
  }
  return changes;
}

/** The mean holds the true level; the sum of medians drifts from it. */
function toward(level: number, mean = level): number {
  return level + 0.05 * (mean - level);
}

/** Of a BT.709 colour: luma 0…255, Cb and Cr −128…127. */
function chromaticityOf({ luma, blue: cb, red: cr }: { luma: number; blue: number; red: number }): Chromaticity {
  const red = linearLight(luma + 1.5748 * cr);
  const green = linearLight(luma - 0.1873 * cb - 0.4681 * cr);
  const blue = linearLight(luma + 1.8556 * cb);
  const x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue;
  const y = 0.2126729 * red + 0.7151522 * green + 0.072175 * blue;
  const z = 0.0193339 * red + 0.119192 * green + 0.9503041 * blue;
  const sum = Math.max(1e-6, x + 15 * y + 3 * z);
  return { u: (4 * x) / sum, v: (9 * y) / sum, isSaturatedRed: red >= SATURATED * (red + green + blue) && red > 0.01 };
}
