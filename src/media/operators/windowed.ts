import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { type FrameRun, quantile, runsWhere, spanOf, steadyRuns, windowAround } from './frames.ts';

export interface WindowedRun extends FrameRun {
  /** Highest windowed value inside. */
  readonly value: number;
}

export interface WindowedReading {
  /** Highest windowed value and the frame at whose window it is found; `null` without a window that can be judged. */
  readonly highest: { readonly value: number; readonly frame: number } | null;
  /** Where the windowed value exceeds the limit. */
  readonly above: readonly WindowedRun[];
}

/**
 * A steady quality read through a sliding window: the median of a series over `seconds`, run by run. The median makes
 * single frames (key frames, flashes) harmless; its borders still lie within a frame of where the quality changes.
 */
export function readWindows(
  signals: Signals,
  range: TimeSpan,
  series: Float32Array,
  options: { readonly seconds: number; readonly leastFrames: number; readonly limit: number },
): WindowedReading {
  let highest: WindowedReading['highest'] = null;
  const above: WindowedRun[] = [];
  for (const run of steadyRuns(signals, range)) {
    if (run.to - run.from < options.leastFrames) continue;
    const medians = new Float32Array(run.to - run.from);
    for (let frame = run.from; frame < run.to; frame++) {
      const window = windowAround(signals, run, frame, options.seconds, options.leastFrames);
      const value = quantile(series, window, 0.5) ?? 0;
      medians[frame - run.from] = value;
      if (!highest || value > highest.value) highest = { value, frame };
    }
    for (const part of runsWhere(run, (frame) => (medians[frame - run.from] ?? 0) > options.limit)) {
      above.push({ ...part, value: Math.max(...medians.subarray(part.from - run.from, part.to - run.from)) });
    }
  }
  return { highest, above };
}

/** The time of one frame, for a summary that points at it. */
export function frameSpanOf(signals: Signals, frame: number): TimeSpan {
  return spanOf(signals, { from: frame, to: frame + 1 });
}
