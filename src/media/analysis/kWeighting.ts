// BS.1770-4, tables 1 and 2, for 48 kHz: a shelf for the head's acoustic effect, then the RLB high pass (numerator 1, −2, 1).
const SHELF = { b0: 1.53512485958697, b1: -2.69169618940638, b2: 1.19839281085285, a1: -1.69065929318241, a2: 0.73248077421585 };
const HIGH_PASS = { a1: -1.99004745483398, a2: 0.99007225036621 };

/** States below this decay to zero at once: denormal numbers would slow a silent track down many times over. */
const NEGLIGIBLE = 1e-25;

/**
 * The K-weighting of one channel. Each call takes the next block of samples and returns the sum of its squared weighted
 * samples; the filter's state runs on from block to block.
 */
export function createKWeighting(): (block: Float32Array) => number {
  const state = new Float64Array(4);
  return (block) => {
    // Locals, because what a closure holds would be boxed anew with every sample.
    let [shelf1 = 0, shelf2 = 0, high1 = 0, high2 = 0] = state;
    let sum = 0;
    for (let i = 0; i < block.length; i++) {
      const x = block[i] ?? 0;
      const shelved = SHELF.b0 * x + shelf1;
      shelf1 = SHELF.b1 * x - SHELF.a1 * shelved + shelf2;
      shelf2 = SHELF.b2 * x - SHELF.a2 * shelved;
      const weighted = shelved + high1;
      high1 = -2 * shelved - HIGH_PASS.a1 * weighted + high2;
      high2 = shelved - HIGH_PASS.a2 * weighted;
      sum += weighted * weighted;
    }
    if (Math.abs(shelf1) + Math.abs(shelf2) < NEGLIGIBLE) shelf1 = shelf2 = 0;
    if (Math.abs(high1) + Math.abs(high2) < NEGLIGIBLE) high1 = high2 = 0;
    state.set([shelf1, shelf2, high1, high2]);
    return sum;
  };
}

const SURROUND = 1.41;

/** Weights in the channel order in which ffmpeg interleaves each layout: front 1, surround 1.41, LFE left out. */
const LAYOUT_WEIGHTS: Readonly<Record<string, readonly number[]>> = {
  '2.1': [1, 1, 0],
  '3.0(back)': [1, 1, SURROUND],
  '3.1': [1, 1, 1, 0],
  '4.0': [1, 1, 1, SURROUND],
  quad: [1, 1, SURROUND, SURROUND],
  'quad(side)': [1, 1, SURROUND, SURROUND],
  '4.1': [1, 1, 1, 0, SURROUND],
  '5.0': [1, 1, 1, SURROUND, SURROUND],
  '5.0(side)': [1, 1, 1, SURROUND, SURROUND],
  '5.1': [1, 1, 1, 0, SURROUND, SURROUND],
  '5.1(side)': [1, 1, 1, 0, SURROUND, SURROUND],
  '6.1': [1, 1, 1, 0, SURROUND, SURROUND, SURROUND],
  '7.0': [1, 1, 1, SURROUND, SURROUND, SURROUND, SURROUND],
  '7.1': [1, 1, 1, 0, SURROUND, SURROUND, SURROUND, SURROUND],
};

const USUAL_LAYOUT: Readonly<Record<number, string>> = { 4: 'quad', 5: '5.0', 6: '5.1', 7: '6.1', 8: '7.1' };

/**
 * The weight of each channel in the loudness sum.
 *
 * @param layout ffmpeg's name of the layout; an unknown one counts as the usual layout of so many channels, and where there
 * is none every channel weighs 1.
 */
export function channelWeights(channels: number, layout: string): readonly number[] {
  const known = LAYOUT_WEIGHTS[layout];
  if (known?.length === channels) return known;
  return LAYOUT_WEIGHTS[USUAL_LAYOUT[channels] ?? ''] ?? new Array<number>(channels).fill(1);
}
