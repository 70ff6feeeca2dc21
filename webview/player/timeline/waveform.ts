import type { TimeScale } from './scale.ts';

export interface Waveform {
  /** Seconds per minimum/maximum pair. */
  readonly hop: number;
  readonly minimum: Float32Array;
  readonly maximum: Float32Array;
}

/** Pairs of one level that become one of the next. */
const FACTOR = 4;
/** Pairs below which no coarser level is worth making. */
const ENOUGH = 512;

/** The same sound ever more coarsely, finest first, so that drawing hours of it costs no more than drawing seconds. */
export function waveformLevels(waveform: Waveform): Waveform[] {
  const levels = [waveform];
  for (let last = waveform; last.minimum.length > ENOUGH; ) {
    last = coarser(last);
    levels.push(last);
  }
  return levels;
}

function coarser({ hop, minimum, maximum }: Waveform): Waveform {
  const pairs = Math.ceil(minimum.length / FACTOR);
  const next = { hop: hop * FACTOR, minimum: new Float32Array(pairs), maximum: new Float32Array(pairs) };
  for (let i = 0; i < minimum.length; i++) {
    const pair = Math.floor(i / FACTOR);
    next.minimum[pair] = Math.min(next.minimum[pair] ?? 0, minimum[i] ?? 0);
    next.maximum[pair] = Math.max(next.maximum[pair] ?? 0, maximum[i] ?? 0);
  }
  return next;
}

/** The smallest and largest sample, −1…1, under each pixel column; 0 where the sound has ended. */
export function waveformColumns(
  levels: readonly Waveform[],
  scale: TimeScale,
): { readonly low: Float32Array; readonly high: Float32Array } {
  const columns = Math.max(0, Math.floor(scale.width));
  const low = new Float32Array(columns);
  const high = new Float32Array(columns);
  const seconds = scale.perSecond > 0 ? 1 / scale.perSecond : 0;
  const fine = levels.findLast(({ hop }) => hop <= seconds) ?? levels[0];
  if (!fine || seconds === 0) return { low, high };
  const { hop, minimum, maximum } = fine;
  for (let column = 0; column < columns; column++) {
    const first = Math.max(0, Math.floor((scale.span.start + column * seconds) / hop));
    const last = Math.max(first, Math.ceil((scale.span.start + (column + 1) * seconds) / hop) - 1);
    for (let i = first; i <= last && i < minimum.length; i++) {
      low[column] = Math.min(low[column] ?? 0, minimum[i] ?? 0);
      high[column] = Math.max(high[column] ?? 0, maximum[i] ?? 0);
    }
  }
  return { low, high };
}
