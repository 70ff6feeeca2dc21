import { CELLS, type ShotFeatures } from './shotFeatures.ts';
import type { ShotCandidate } from './shots.ts';
import type { ShotWindow } from './shotWindow.ts';

/** Half lengths in frames of the transitions that are tried: from a third of a second to 1.6 s at 25 fps. */
const HALF_LENGTHS = [4, 8, 13, 20] as const;
/** Frames on either side that must agree with one another and differ from the other side. */
const STABLE = 5;
const SEPARATION = 0.26;
/** Both ends differ in layout, unless they look very different altogether: slow light and slow titles keep it. */
const NEW_LAYOUT = 0.6;
const VERY_DIFFERENT = 0.5;
/** Separation against movement within either side. */
const RATIO = 2.1;
/** The middle of a dissolve is a mix of both ends with at most this relative error. */
const MIX_ERROR = 0.33;
/** Spread of luma over the cells, in levels, below which a frame is too empty to be a scene. */
const LEAST_SPREAD = 9;
/** A transition begins and ends where the picture has moved this share of the way from one scene to the other. */
const BEGUN = 0.1;
/** Frames for which one picture may be repeated within a transition: 8 frames a second in 60 need as many. */
const LONGEST_REPETITION = 8;
/** How much busier the transition is than the shots around it. */
const BUSIER = 1.2;

/** Is `place` the middle of a dissolve or a wipe? The best of all lengths, or `null`. */
export function gradualAt(window: ShotWindow, place: number): ShotCandidate | null {
  let best: ShotCandidate | null = null;
  for (const half of HALF_LENGTHS) {
    const candidate = gradualOfLength(window, place, half);
    if (candidate && candidate.score > (best?.score ?? 0)) best = candidate;
  }
  return best;
}

function gradualOfLength(window: ShotWindow, place: number, half: number): ShotCandidate | null {
  const from = place - half;
  const to = place + half;
  if (from - STABLE < window.first || to + STABLE >= window.end) return null;
  let separation = 1;
  for (let before = from; before > from - STABLE; before--) {
    for (let after = to; after < to + STABLE; after++) {
      const distance = window.distance(before, after);
      if (distance < SEPARATION) return null;
      if (distance < separation) separation = distance;
    }
  }
  const within = Math.max(window.distance(from - STABLE + 1, from), window.distance(to, to + STABLE - 1));
  const ratio = separation / (within + 0.03);
  if (ratio <= RATIO) return null;

  if (separation < VERY_DIFFERENT && window.layoutDistance(from, to) < NEW_LAYOUT) return null;

  let largest = 0;
  let sum = 0;
  for (let p = from + 1; p <= to; p++) {
    largest = Math.max(largest, window.step(p));
    sum += window.step(p);
  }
  if (largest >= 0.62 * separation + 0.05) return null;
  const outside = Math.max(meanStep(window, from - STABLE + 1, from), meanStep(window, to + 1, to + STABLE));
  if (sum / (2 * half) < BUSIER * outside + 0.003) return null;

  if (standsStill(window, from, to)) return null;

  const a = window.at(from);
  const b = window.at(to);
  const middle = window.at(place);
  // Next to black or white there is no second scene to mix with: that is a fade, and found as one.
  if (Math.min(a.spread, b.spread) < LEAST_SPREAD) return null;
  const span = transitionSpan(window, from, to);
  const quarter = window.at(from + (half >> 1));
  const threeQuarters = window.at(to - (half >> 1));
  const mix = mixOf(a, b, middle);
  const isOnTheWay = mixOf(a, b, quarter).share < mix.share && mix.share < mixOf(a, b, threeQuarters).share;
  if (isOnTheWay && mix.share > 0.12 && mix.share < 0.88 && mix.error < MIX_ERROR) {
    const score = 0.2 * ratio * (1 - mix.error) * separation;
    return { kind: 'dissolve', ...span, score, confidence: 0.4 + 0.5 * Math.min(1, score) };
  }
  const parts = [wipedShare(a, b, quarter), wipedShare(a, b, middle), wipedShare(a, b, threeQuarters)];
  const [early, half_, late] = parts;
  if (early == null || half_ == null || late == null) return null;
  if (early >= half_ || half_ >= late || half_ < 0.2 || half_ > 0.8) return null;
  const score = 0.15 * ratio * separation;
  return { kind: 'wipe', ...span, score, confidence: 0.4 + 0.4 * Math.min(1, score) };
}

/** A transition changes the picture all the time; a freeze and the jump after it do not. */
function standsStill(window: ShotWindow, from: number, to: number): boolean {
  for (let p = from + 1; p <= to; p++) if (window.frameOf(p) - window.frameOf(p - 1) > LONGEST_REPETITION) return true;
  return false;
}

/** The frames of the transition itself inside the tried length: from the last one that shows the old scene to the first new one. */
function transitionSpan(window: ShotWindow, from: number, to: number): { first: number; last: number } {
  const a = window.at(from);
  const b = window.at(to);
  const middle = (from + to) >> 1;
  let first = middle;
  while (first > from && mixOf(a, b, window.at(first)).share > BEGUN) first--;
  let last = middle;
  while (last < to && mixOf(a, b, window.at(last)).share < 1 - BEGUN) last++;
  return { first: window.frameOf(first), last: window.frameOf(last) };
}

function meanStep(window: ShotWindow, from: number, to: number): number {
  const first = Math.max(window.first + 1, from);
  const last = Math.min(window.end - 1, to);
  let sum = 0;
  for (let p = first; p <= last; p++) sum += window.step(p);
  return last < first ? 0 : sum / (last - first + 1);
}

/** How far `middle` lies on the straight line from `a` to `b` (0…1), and how far off that line, relative to |b − a|. */
function mixOf(a: ShotFeatures, b: ShotFeatures, middle: ShotFeatures): { share: number; error: number } {
  let along = 0;
  let length = 1e-6;
  for (let i = 0; i < 3 * CELLS; i++) {
    const direction = (b.cells[i] ?? 0) - (a.cells[i] ?? 0);
    along += ((middle.cells[i] ?? 0) - (a.cells[i] ?? 0)) * direction;
    length += direction * direction;
  }
  const share = along / length;
  let off = 0;
  for (let i = 0; i < 3 * CELLS; i++) {
    const direction = (b.cells[i] ?? 0) - (a.cells[i] ?? 0);
    const error = (middle.cells[i] ?? 0) - (a.cells[i] ?? 0) - share * direction;
    off += error * error;
  }
  return { share, error: Math.sqrt(off / length) };
}

/**
 * The share of cells that already show `b` when every cell shows either `a` or `b`; `null` when many show neither, as they
 * do when something moves or the picture is a mix.
 */
function wipedShare(a: ShotFeatures, b: ShotFeatures, frame: ShotFeatures): number | null {
  let telling = 0;
  let showsNew = 0;
  let undecided = 0;
  for (let i = 0; i < CELLS; i++) {
    const contrast = cellDistance(a, b, i);
    if (contrast < 14) continue;
    const toOld = cellDistance(a, frame, i) / contrast;
    const toNew = cellDistance(b, frame, i) / contrast;
    telling++;
    if (Math.min(toOld, toNew) > 0.3) undecided++;
    else if (toNew < toOld) showsNew++;
  }
  if (telling < CELLS / 4 || undecided > 0.3 * telling) return null;
  return (showsNew + undecided / 2) / telling;
}

function cellDistance(a: ShotFeatures, b: ShotFeatures, cell: number): number {
  return (
    Math.abs((a.cells[cell] ?? 0) - (b.cells[cell] ?? 0)) +
    Math.abs((a.cells[CELLS + cell] ?? 0) - (b.cells[CELLS + cell] ?? 0)) +
    Math.abs((a.cells[2 * CELLS + cell] ?? 0) - (b.cells[2 * CELLS + cell] ?? 0))
  );
}
