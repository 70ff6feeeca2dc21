/**
 * Movement since the previous frame, one value per frame (0 for the first). From blocks of 8 × 8 pixels of the picture scaled to at
 * most 160 px on its longer side.
 */
export const MOTION_SERIES = [
  'panX', // camera motion, share of the picture width, positive = content moves right
  'panY', // the same downwards, share of the picture height
  'zoom', // camera motion, relative growth about the centre: 0.01 = everything is 1 % larger
  'roll', // camera motion, radians about the centre, positive = content turns clockwise
  'panConfidence', // 0…1, share of the textured picture that follows this motion, its edges counting more than its middle; 0 where nothing can tell
  'localMotion', // mean speed of textured blocks against the camera, share of the longer side
  'moverX', // speed of what moves most against the camera, share of the longer side, positive = to the right; 0 where nothing does
  'moverY', // the same downwards
  'moverAt', // where that is, share 0…1 of the picture width from its left; 0.5 where nothing moves
  'redraw', // how far the detail of the most restless area is redrawn from its place, independently from frame to frame: root mean square over 12 frames, share of the longer side
  'redrawLeft', // bounding box of the areas that are at least half as restless, shares 0…1 of the picture
  'redrawTop',
  'redrawWidth',
  'redrawHeight',
] as const;
export type MotionSeries = (typeof MOTION_SERIES)[number];
