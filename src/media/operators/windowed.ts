import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { quantile, steadyRuns, sustained, windowAround } from './frames.ts';

/** Seconds that a windowed value must hold to count. */
const LASTING = 0.3;

/**
 * A steady quality read through a sliding window: the median of a series over `seconds`, shot by shot. The median makes
 * single frames (key frames, flashes) harmless, and its borders still lie within a frame of where the quality changes.
 *
 * @returns what `sustained` says of those medians over `LASTING` seconds; `where` is `null` when no shot is long enough.
 */
export function readWindows(
  signals: Signals,
  range: TimeSpan,
  series: Float32Array,
  options: { readonly seconds: number; readonly leastFrames: number; readonly limit: number },
): ReturnType<typeof sustained> {
  const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= options.leastFrames);
  const medians = new Float32Array(series.length);
  for (const run of runs) {
    for (let frame = run.from; frame < run.to; frame++) {
      const window = windowAround(signals, run, frame, options.seconds, options.leastFrames);
      medians[frame] = quantile(series, window, 0.5) ?? 0;
    }
  }
  return sustained(signals, medians, runs, Math.min(LASTING, range.end - range.start) - 1e-3, options.limit);
}
