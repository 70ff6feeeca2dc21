import { createKernels } from '../kernels/kernels.ts';

/** Channels that are read side by side. */
const LANES = 2;
/** Rows of numbers that the kernel keeps of its own between hops. */
const STATE = 7;
const ROWS = STATE + 2 + 6;

/** Numbers of every channel, by its index; those of a hop are overwritten by the next one. */
export interface HopNumbers {
  /** Sums over all hops since `clear`: of samples and of their squares. */
  readonly sums: Float64Array;
  readonly power: Float64Array;
  /** Of the hop: the sum of its squares, and its lowest and highest sample. */
  readonly squares: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** Sum of its squares after K-weighting (ITU-R BS.1770-4). */
  readonly weighted: Float64Array;
  /** Magnitudes of the third differences between its samples: the largest, and all together. */
  readonly largestStep: Float64Array;
  readonly steps: Float64Array;
}

/** Reads interleaved sound of 48 kHz a hop at a time; nothing is allocated per hop. */
export interface HopReader {
  /** Interleaved samples of a hop, to be filled before `read`. */
  readonly interleaved: Float32Array;
  /** The samples of each channel, of which `read` has written as many as it was told to. */
  readonly channels: readonly Float32Array[];
  readonly numbers: HopNumbers;
  /** @param count samples of each channel. */
  read(count: number): void;
  /** Begins the sums over several hops anew. */
  clear(): void;
}

/** @param hop samples of each channel in a hop, at most. */
export function createHopReader(channels: number, hop: number): HopReader {
  const lanes = LANES * Math.ceil(channels / LANES);
  const kernels = createKernels(2 * 4 * hop * channels + 8 * ROWS * lanes + 128 * (channels + 2));
  const interleaved = kernels.floats(hop * channels);
  const planes = Array.from({ length: channels }, () => kernels.floats(hop));
  const rows = kernels.doubles(ROWS * lanes);
  const row = (index: number) => rows.view.subarray((STATE + index) * lanes, (STATE + index + 1) * lanes);
  const numbers = {
    sums: row(0),
    power: row(1),
    squares: row(2),
    lowest: row(3),
    highest: row(4),
    weighted: row(5),
    largestStep: row(6),
    steps: row(7),
  };
  return {
    interleaved: interleaved.view,
    channels: planes.map(({ view }) => view),
    numbers,
    read(count) {
      for (let channel = 0; channel < channels; channel += LANES) {
        // A channel without a neighbour is read twice.
        const second = Math.min(1, channels - 1 - channel);
        kernels.run.readHop(
          interleaved.address + 4 * channel,
          4 * channels,
          4 * second,
          count,
          planes[channel]?.address ?? 0,
          planes[channel + second]?.address ?? 0,
          rows.address + 8 * channel,
          8 * lanes,
        );
      }
    },
    clear() {
      numbers.sums.fill(0);
      numbers.power.fill(0);
    },
  };
}
