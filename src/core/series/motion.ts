/** Movement since the previous frame, one value per frame (0 for the first). From the picture scaled to at most 160 px. */
export const MOTION_SERIES = [
  'panX', // camera motion, share of the picture width, positive = content moves right
  'panY', // the same downwards, share of the picture height
  'panConfidence', // 0…1, how far the corners of the picture agree on that motion; near 0 where a subject moves or nothing can tell
] as const;
export type MotionSeries = (typeof MOTION_SERIES)[number];
