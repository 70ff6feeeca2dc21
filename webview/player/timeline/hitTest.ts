import type { Boundary } from '../../../src/core/signals.ts';
import type { DrawnTrace } from '../../../src/core/trace.ts';
import type { Scene } from './draw/scene.ts';
import type { Marker } from './lanes.ts';
import type { TimeScale } from './scale.ts';
import { HEAD_HEIGHT, LANE_GAP, LANE_ROW, OVERVIEW_HEIGHT } from './sizes.ts';
import { trackAt } from './trackLayout.ts';

/** Pixels around a boundary by which it can be grabbed. */
const GRAB = 4;

/** What is under the pointer. */
export type Hit =
  | { readonly kind: 'overview' }
  | { readonly kind: 'boundary'; readonly boundary: Boundary }
  | { readonly kind: 'marker'; readonly marker: Marker }
  | { readonly kind: 'trace'; readonly trace: DrawnTrace }
  /** A place that stands for its time alone. */
  | { readonly kind: 'time' };

/**
 * @param x pixels from the left of the tracks.
 * @param y pixels from the top of the timeline.
 * @param scrolled pixels by which tracks are scrolled below the head.
 */
export function hitTest(scene: Scene, scale: TimeScale, { x, y, scrolled }: { x: number; y: number; scrolled: number }): Hit {
  if (y < OVERVIEW_HEIGHT) return { kind: 'overview' };
  if (y < HEAD_HEIGHT) return { kind: 'time' };
  const below = y - HEAD_HEIGHT + scrolled;
  const track = trackAt(scene.tracks, below);
  if (track?.id === 'shots') {
    const boundary = nearestBoundary(scene.boundaries, scale, x);
    return boundary ? { kind: 'boundary', boundary } : { kind: 'time' };
  }
  const shape = scene.traces.find(({ trace }) => track?.id === `trace:${trace.operator}`);
  if (shape) return { kind: 'trace', trace: shape.trace };
  const lane = scene.lanes.find(({ aspect }) => track?.id === `lane:${aspect.id}`);
  const row = Math.floor((below - (track?.top ?? 0) - LANE_GAP) / (LANE_ROW + LANE_GAP));
  const at = x + scale.offset;
  const [marker] = lane?.markersBetween(row, at, at) ?? [];
  return marker && marker.x <= at ? { kind: 'marker', marker } : { kind: 'time' };
}

function nearestBoundary(boundaries: readonly Boundary[], scale: TimeScale, x: number): Boundary | null {
  let best: Boundary | null = null;
  let least = GRAB;
  for (const boundary of boundaries) {
    const distance = Math.abs(scale.xOf(middleOf(boundary)) - x);
    if (distance > least) continue;
    least = distance;
    best = boundary;
  }
  return best;
}

/** By which a boundary is known, whatever its kind. */
export function middleOf({ start, end }: Boundary): number {
  return (start + end) / 2;
}
