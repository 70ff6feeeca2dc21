/**
 * Light, one value per frame. From the whole picture scaled to at most 160 px on its longer side; luma is 0…255, full range.
 */
export const LUMA_SERIES = [
  'lumaMean', // mean luma
  'lumaSpread', // standard deviation of luma
  'lumaLow', // 1st percentile of luma
  'lumaHigh', // 99th percentile of luma
  'lumaStep', // median over 144 picture cells of the luma change to the previous frame: exposure, not movement
  'clippedHighlights', // share 0…1 of pixels whose luma is at or above 250, black bars left out
  'clippedShadows', // share 0…1 of pixels whose luma is at or below 5, black bars left out
  'nearHighlights', // share 0…1 of pixels with luma 230…249: how the picture runs up to its white
  'nearShadows', // share 0…1 of pixels with luma 6…25: how the picture runs down to its black
  'change', // mean absolute luma difference to the previous frame (0 for the first)
] as const;
export type LumaSeries = (typeof LUMA_SERIES)[number];
