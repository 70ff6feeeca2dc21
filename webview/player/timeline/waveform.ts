import type { TimeScale } from './scale.ts';

export interface Waveform {
  /** Seconds per minimum/maximum pair. */
  readonly hop: number;
  readonly minimum: Float32Array;
  readonly maximum: Float32Array;
}

/** The smallest and largest sample, −1…1, under each pixel column; 0 where the sound has ended. */
export function waveformColumns(
  { hop, minimum, maximum }: Waveform,
  scale: TimeScale,
): { low: Float32Array; high: Float32Array } {
  const columns = Math.max(0, Math.floor(scale.width));
  const low = new Float32Array(columns);
  const high = new Float32Array(columns);
  for (let column = 0; column < columns; column++) {
    const first = Math.floor(scale.timeOf(column) / hop);
    const last = Math.max(first, Math.ceil(scale.timeOf(column + 1) / hop) - 1);
    for (let i = first; i <= last && i < minimum.length; i++) {
      low[column] = Math.min(low[column] ?? 0, minimum[i] ?? 0);
      high[column] = Math.max(high[column] ?? 0, maximum[i] ?? 0);
    }
  }
  return { low, high };
}
