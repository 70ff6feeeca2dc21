import type { Kernels } from '../kernels/kernels.ts';

/** Samples at 6 kHz that are correlated (40 ms), and the periods of 400 and 80 Hz. */
const PITCH_WINDOW = 240;
const SHORTEST_PERIOD = 15;
const LONGEST_PERIOD = 75;
/** Mean square below which nothing is voiced (−70 dBFS). */
const INAUDIBLE = 1e-7;
const PERIODS = LONGEST_PERIOD - SHORTEST_PERIOD + 1;
/** Bytes of kernel memory that `createVoicingMeter` takes, the room of its buffers included. */
export const VOICING_BYTES = 8 * (PITCH_WINDOW + LONGEST_PERIOD + PERIODS) + 512;

/** How voiced a sound of 6 kHz is: the largest normalised autocorrelation of its last 40 ms at the periods of 80…400 Hz. */
export function createVoicingMeter({ run, doubles }: Kernels): {
  push(samples: Float64Array, count: number): void;
  read(): number;
} {
  const pitched = doubles(PITCH_WINDOW + LONGEST_PERIOD);
  const products = doubles(PERIODS);
  // A ring would have to be unrolled for each reading; a buffer much longer is moved now and then instead.
  const recent = new Float64Array(8 * pitched.view.length);
  let write = 0;
  return {
    push(added, count) {
      if (write + count > recent.length) {
        const kept = Math.min(write, pitched.view.length);
        recent.copyWithin(0, write - kept, write);
        write = kept;
      }
      for (let n = 0; n < count; n++) recent[write + n] = added[n] ?? 0;
      write += count;
    },
    read() {
      const samples = pitched.view;
      samples.fill(0);
      const from = Math.max(0, write - samples.length);
      samples.set(recent.subarray(from, write), samples.length - (write - from));
      let total = 0;
      for (let n = 0; n < samples.length; n++) total += samples[n] ?? 0;
      const mean = total / samples.length;
      for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] ?? 0) - mean;
      let energy = 0;
      for (let n = LONGEST_PERIOD; n < samples.length; n++) energy += (samples[n] ?? 0) ** 2;
      if (energy < INAUDIBLE * PITCH_WINDOW) return 0;
      let earlier = 0;
      for (let n = LONGEST_PERIOD; n < samples.length; n++) earlier += (samples[n - SHORTEST_PERIOD] ?? 0) ** 2;
      run.correlatePeriods(pitched.address + 8 * LONGEST_PERIOD, PITCH_WINDOW, SHORTEST_PERIOD, PERIODS, products.address);
      let best = 0;
      for (let period = SHORTEST_PERIOD; period <= LONGEST_PERIOD; period++) {
        const product = products.view[period - SHORTEST_PERIOD] ?? 0;
        const correlation = product / Math.sqrt(energy * Math.max(earlier, 1e-12));
        if (correlation > best) best = correlation;
        earlier += (samples[LONGEST_PERIOD - period - 1] ?? 0) ** 2 - (samples[samples.length - period - 1] ?? 0) ** 2;
      }
      return Math.min(1, best);
    },
  };
}
