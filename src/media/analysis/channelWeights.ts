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
