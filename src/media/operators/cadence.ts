import type { FrameRun } from './frames.ts';

/** What the rhythm of new and repeated frames in a run says. */
export type Cadence =
  /** Hardly any repeated frame; those that are stand alone. */
  | { readonly kind: 'full' }
  /** Repeated frames come in a steady rhythm: material of a lower rate conformed to a higher one. */
  | { readonly kind: 'steady'; readonly framesPerNew: number }
  /** Many repeated frames without rhythm: drawings held for as long as they need, or a variable rate. */
  | { readonly kind: 'held' };

/** Below this share repeated frames are exceptions, above it they are how the material is made. */
const EXCEPTIONAL_SHARE = 0.1;
/** Share of the distances between single repeated frames that must be the same. */
const EVEN_SHARE = 0.6;
/** Distances that may pass at either end of a shot before the first and after the last of them. */
const MARGIN = 1.3;
/** Frames by which new frames may miss the beat of a steady rhythm (rounding to whole frames alone makes up to one). */
const OFF_BEAT = 0.8;
/** By how much the pace of a stretch may differ from that of the whole, as share of it. */
const OTHER_PACE = 0.15;
/** Share of new frames that must keep the beat. */
const ON_BEAT_SHARE = 0.9;

export function cadenceOf(repeats: Uint8Array, run: FrameRun): Cadence {
  const fresh: number[] = [];
  for (let frame = run.from; frame < run.to; frame++) if (repeats[frame] !== 1) fresh.push(frame);
  const repeated = run.to - run.from - fresh.length;
  if (fresh.length < 4 || repeated / (run.to - run.from) < EXCEPTIONAL_SHARE) {
    return hasEvenSpacing(repeats, run) ? { kind: 'steady', framesPerNew: (run.to - run.from) / fresh.length } : { kind: 'full' };
  }
  const period = ((fresh.at(-1) ?? 0) - (fresh[0] ?? 0)) / (fresh.length - 1);
  return onBeatShare(fresh, period) >= ON_BEAT_SHARE ? { kind: 'steady', framesPerNew: period } : { kind: 'held' };
}

/** Single repeated frames at even distances: 24 frames a second in 25. A few others, at the start of a shot say, do not matter. */
function hasEvenSpacing(repeats: Uint8Array, run: FrameRun): boolean {
  const places: number[] = [];
  for (let frame = run.from; frame < run.to; frame++) if (repeats[frame] === 1) places.push(frame);
  if (places.length < 3) return false;
  const gaps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
  // One repetition in between may be too slow to be seen.
  const evenAt = (distance: number) =>
    gaps.filter((gap) => Math.min(Math.abs(gap - distance), Math.abs(gap - 2 * distance)) <= 1.2).length;
  const usual = gaps.filter((gap) => gap > 2).reduce((best, gap) => (evenAt(gap) > evenAt(best) ? gap : best), gaps[0] ?? 0);
  const isThroughout = (places[0] ?? 0) - run.from <= MARGIN * usual && run.to - (places.at(-1) ?? 0) <= MARGIN * usual;
  return isThroughout && evenAt(usual) >= Math.max(2, EVEN_SHARE * gaps.length);
}

/**
 * Share of new frames near a beat of `period` frames; the beat may slip slowly, so it is fitted over a dozen at a time. A
 * stretch of another pace is not on the beat at all: it may be a stutter.
 */
function onBeatShare(fresh: readonly number[], period: number): number {
  const stretch = 12;
  let onBeat = 0;
  for (let start = 0; start < fresh.length; start += stretch) {
    const part = fresh.slice(start, start + stretch);
    const own = part.length < 6 ? period : ((part.at(-1) ?? 0) - (part[0] ?? 0)) / (part.length - 1);
    if (Math.abs(own / period - 1) > OTHER_PACE) continue;
    const offsets = part.map((frame, i) => frame - i * period);
    const middle = (Math.min(...offsets) + Math.max(...offsets)) / 2;
    onBeat += offsets.filter((offset) => Math.abs(offset - middle) <= OFF_BEAT).length;
  }
  return onBeat / fresh.length;
}
