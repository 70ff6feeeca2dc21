/** Sizes of what the timeline draws, in pixels. */
export const OVERVIEW_HEIGHT = 14;
export const RULER_HEIGHT = 24;
/** Overview and ruler, which stay in sight while tracks scroll below them. */
export const HEAD_HEIGHT = OVERVIEW_HEIGHT + RULER_HEIGHT;
export const FILMSTRIP_HEIGHT = 44;
export const SHOTS_HEIGHT = 18;
export const SOUND_HEIGHT = 34;
export const TRACE_HEIGHT = 44;
export const NOTE_HEIGHT = 24;
export const LANE_ROW = 20;
export const LANE_GAP = 3;
/** Rows of a lane at most: so many that all of an AI clip's findings have room, and few where thousands would fill any number. */
export function mostLaneRows(findings: number): number {
  return findings > 500 ? 4 : 10;
}
export const MARKER_ICON_WIDTH = 18;
/** A marker that is wider says in words what it is. */
export const ROOM_FOR_TITLE = 64;
