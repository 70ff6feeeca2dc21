import type { BlockRun } from './soundBlocks.ts';

/** Blocks on either side of a turn (0.5 s) that agree this much in phase, against each other on the one and with each other on the other side. */
const BESIDE = 10;
const AGREEING = 0.15;
/** Blocks right beside a turn that show this share of it: a wide instrument that joins in lets the agreement sink, and does not turn it. */
const NEXT = 2;
const AT_ONCE = 0.6;

/**
 * Stretches in which left and right go against each other as clearly as they go together before or behind, from one block to the
 * next: what turning one channel upside down does to sound that both have in common, be it only a little. Spacious stereo, which may
 * go against itself for good, does not turn.
 *
 * @param agreement correlation of left and right by block, −1…1.
 * @param sounding blocks of `agreement` in which something is to be heard, ascending; the others say nothing.
 */
export function turnedStretches(agreement: Float32Array, sounding: readonly number[]): BlockRun[] {
  const meanOf = (from: number, to: number) =>
    sounding.slice(from, to).reduce((sum, block) => sum + (agreement[block] ?? 0), 0) / (to - from);
  const turns: { readonly place: number; readonly change: number }[] = [];
  for (let place = BESIDE; place + BESIDE <= sounding.length; place++) {
    const before = meanOf(place - BESIDE, place);
    const behind = meanOf(place, place + BESIDE);
    if (before * behind > 0 || Math.min(Math.abs(before), Math.abs(behind)) < AGREEING) continue;
    const change = behind - before;
    if ((meanOf(place, place + NEXT) - meanOf(place - NEXT, place)) / change < AT_ONCE) continue;
    const last = turns.at(-1);
    if (!last || place - last.place >= BESIDE) turns.push({ place, change });
    else if (Math.abs(change) > Math.abs(last.change)) turns.splice(-1, 1, { place, change });
  }
  const stretches: BlockRun[] = [];
  for (const [index, { place, change }] of turns.entries()) {
    if (change > 0 && index > 0) continue;
    const [from, to] = change < 0 ? [place, turns[index + 1]?.place ?? reach(place, 1)] : [reach(place, -1), place];
    stretches.push({ from: sounding[from] ?? 0, to: (sounding[to - 1] ?? 0) + 1 });
  }
  return stretches;

  /** As far from a turn as left and right go against each other, all in all, when no other turn ends it. */
  function reach(place: number, step: 1 | -1): number {
    let against = 0;
    let most = { against, place };
    for (let at = place; at < sounding.length && at > 0 && against > most.against - BESIDE * AGREEING; at += step) {
      against -= agreement[sounding[step > 0 ? at : at - 1] ?? 0] ?? 0;
      if (against > most.against) most = { against, place: at + step };
    }
    return most.place;
  }
}
