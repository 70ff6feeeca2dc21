/** A wave counts as being at full scale from here on (−0.9 dB): lossy coding makes a flat top ripple by about this much. */
const NEAR_FULL_SCALE = 0.9;
/** Somewhere in the run the wave must really get to full scale (−0.45 dB: resampling and coding can lower a flat top a little). */
const FULL_SCALE = 0.95;
/**
 * How many times higher the wave was heading, seen from its slopes, than it went. Own measurement on 5 min of speech and
 * music brought to full scale: 90 % of clean crests stay below 1.5; of crests clipped by 3 dB more than half exceed 2.
 */
const FLATTENED = 2;

/**
 * Finds the runs of consecutive samples in one channel that are pinned at full scale: the wave comes in steeply, stays flat
 * at the limit and leaves steeply. A smooth crest that happens to touch full scale is none: a parabola with the slopes of
 * its flanks rises over a run of n samples by slope × n / 4, and a real crest does reach that height, a clipped one does not.
 *
 * @param onRun is told the 0-based position and the length of each run, in samples, once it has ended.
 */
export function createFlatTops(onRun: (start: number, length: number) => void): {
  /** @param peak largest magnitude in the block. */
  push(block: Float32Array, peak: number): void;
  finish(): void;
} {
  /** Samples before this block, and the last of them. */
  let before = 0;
  let last = 0;
  let start = 0;
  let length = 0;
  let sign = 1;
  let entrySlope = 0;
  let highest = 0;

  const end = (exitSlope: number) => {
    const headingFor = ((entrySlope + exitSlope) / 2) * (length / 4);
    const went = highest - NEAR_FULL_SCALE;
    if (highest >= FULL_SCALE && length > 1 && headingFor > FLATTENED * went) onRun(start, length);
    length = 0;
  };

  const take = (x: number, previous: number, position: number) => {
    if (length > 0) {
      const level = x * sign;
      if (level >= NEAR_FULL_SCALE) {
        length++;
        if (level > highest) highest = level;
      } else {
        end(previous * sign - level);
      }
    }
    if (length === 0 && Math.abs(x) >= NEAR_FULL_SCALE) {
      sign = Math.sign(x);
      start = position;
      length = 1;
      highest = Math.abs(x);
      entrySlope = highest - previous * sign;
    }
  };

  return {
    push(block, peak) {
      // Of nearly every block no sample is read: no run goes on, and none begins.
      if (length > 0 || peak >= NEAR_FULL_SCALE) {
        let previous = last;
        for (let i = 0; i < block.length; i++) {
          const x = block[i] ?? 0;
          take(x, previous, before + i);
          previous = x;
        }
      }
      before += block.length;
      last = block[block.length - 1] ?? last;
    },
    finish() {
      if (length > 0) end(0);
    },
  };
}
