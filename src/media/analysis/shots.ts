import type { Boundary, BoundaryKind } from '../../core/signals.ts';
import { cutAt } from './shotCuts.ts';
import { createFadeFinder } from './shotFades.ts';
import type { ShotFeatures } from './shotFeatures.ts';
import { gradualAt } from './shotGraduals.ts';
import { createShotWindow } from './shotWindow.ts';

/** A place where one shot may end and another begin; competes with its neighbours. */
export interface ShotCandidate {
  readonly kind: BoundaryKind;
  /** Frame indices; for a cut both are the first frame of the new shot. */
  readonly first: number;
  readonly last: number;
  readonly score: number;
  /** 0…1. */
  readonly confidence: number;
}

export interface ShotDetector {
  /** Takes the features of the next frame; they may be reused after the call. */
  push(features: ShotFeatures): void;
  /** @param times clip time in seconds of every frame pushed. */
  finish(times: Float64Array): Boundary[];
}

/** Distinct frames that must have come after a place before it is judged: the longest transition, and what would undo it. */
const LOOK_AHEAD = 64;
/** Frames between two boundaries: next to a cut, both being sharply bounded, or next to a dissolve or wipe. */
const GAP_BETWEEN_CUTS = 3;
const GAP_AT_GRADUAL = 5;
const PRECEDENCE: Readonly<Record<BoundaryKind, number>> = {
  'fade-black': 0,
  'fade-white': 0,
  cut: 1,
  dissolve: 2,
  wipe: 2,
};

/**
 * Finds shot boundaries while frames stream by, in constant memory. Distances are between whole neighbourhoods of frames
 * and not between neighbours, which makes flashes, strobes, passing objects and repeated frames harmless.
 *
 * @param framesPerSecond on average.
 */
export function createShotDetector(framesPerSecond = 25): ShotDetector {
  const window = createShotWindow(framesPerSecond);
  const fades = createFadeFinder();
  const candidates: ShotCandidate[] = [];
  let visited = 0;

  function visit(place: number): void {
    const found = [fades.visit(window, place), cutAt(window, place), gradualAt(window, place)];
    for (const candidate of found) if (candidate) candidates.push(candidate);
  }

  return {
    push(features) {
      if (!window.push(features)) return;
      if (window.end - visited > LOOK_AHEAD) visit(visited++);
    },
    finish(times) {
      while (visited < window.end) visit(visited++);
      return settle(candidates, window.stride).map(({ kind, first, last, confidence }) => ({
        kind,
        start: times[first] ?? 0,
        end: times[last] ?? 0,
        confidence,
      }));
    },
  };
}

/** Of candidates that stand too close to one another, the clearer kind and then the higher score stays. */
function settle(candidates: readonly ShotCandidate[], stride: number): ShotCandidate[] {
  const ranked = candidates.toSorted((a, b) => PRECEDENCE[a.kind] - PRECEDENCE[b.kind] || b.score - a.score);
  const kept: ShotCandidate[] = [];
  for (const candidate of ranked) {
    const crowded = kept.some((other) => {
      const isGradual = PRECEDENCE[candidate.kind] === 2 || PRECEDENCE[other.kind] === 2;
      const gap = stride * (isGradual ? GAP_AT_GRADUAL : GAP_BETWEEN_CUTS);
      return candidate.first - gap < other.last && candidate.last + gap > other.first;
    });
    if (!crowded) kept.push(candidate);
  }
  return kept.sort((a, b) => a.first - b.first);
}
