import type { Finding } from '../../../src/core/finding.ts';
import type { Lane, Marker } from './lanes.ts';
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

/** The marker of every finding, by its id. */
export function markersById(lanes: readonly Lane[]): Map<string, Marker> {
  const markers = new Map<string, Marker>();
  for (const { rows } of lanes)
    for (const row of rows) for (const marker of row) for (const { id } of marker.findings) markers.set(id, marker);
  return markers;
}

/** Where the marker of a finding is; `null` for one that is in no lane. */
export function placeOf(finding: Finding, marker: Marker | undefined, tracks: readonly PlacedTrack[]): Place | null {
  const track = tracks.find(({ id }) => id === `lane:${finding.aspect.id}`);
  if (!track || !marker) return null;
  const y = HEAD_HEIGHT + track.top + LANE_GAP + marker.row * (LANE_ROW + LANE_GAP);
  return { x: marker.x, y, width: marker.width, height: LANE_ROW };
}
