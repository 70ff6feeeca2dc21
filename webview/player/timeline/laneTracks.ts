import type { Finding } from '../../../src/core/finding.ts';
import type { Lane } from './lanes.ts';
import { HEAD_HEIGHT, LANE_GAP, LANE_ROW } from './sizes.ts';
import type { PlacedTrack } from './trackLayout.ts';

/** Where something is on the whole clip at the zoom in force: pixels from its start and from the top of the timeline. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels that a lane of so many rows takes. */
export function laneHeight(rows: number): number {
  return rows * (LANE_ROW + LANE_GAP) + LANE_GAP;
}

/** Where the marker of a finding is; `null` for one that is in no lane. */
export function placeOf(finding: Finding, lanes: readonly Lane[], tracks: readonly PlacedTrack[]): Place | null {
  const track = tracks.find(({ id }) => id === `lane:${finding.aspect.id}`);
  const lane = lanes.find(({ aspect }) => aspect.id === finding.aspect.id);
  const marker = lane?.markerOf(finding);
  if (!track || !marker) return null;
  const y = HEAD_HEIGHT + track.top + LANE_GAP + marker.row * (LANE_ROW + LANE_GAP);
  return { x: marker.x, y, width: marker.width, height: LANE_ROW };
}
