import type { BoxTrack } from '../../../src/protocol/messages.ts';

/** A box in shares of the picture's width and height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Seconds between two sightings up to which what was seen is taken to have moved straight from one to the other. */
const LONGEST_GAP = 1;

/** Where what a track follows is at clip time `time`; `null` where it was not seen before and after. */
export function boxAt({ times, boxes }: BoxTrack, time: number): Box | null {
  const next = times.findIndex((seen) => seen >= time - 1e-6);
  if (next < 0) return null;
  const box = (index: number): Box => {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.subarray(4 * index, 4 * index + 4);
    return { x, y, width, height };
  };
  const [before, after] = [times[next - 1], times[next] ?? 0];
  if (after <= time + 1e-6) return box(next);
  if (before === undefined || after - before > LONGEST_GAP) return null;
  const share = (time - before) / (after - before);
  const [from, to] = [box(next - 1), box(next)];
  const between = (a: number, b: number) => a + (b - a) * share;
  return {
    x: between(from.x, to.x),
    y: between(from.y, to.y),
    width: between(from.width, to.width),
    height: between(from.height, to.height),
  };
}
