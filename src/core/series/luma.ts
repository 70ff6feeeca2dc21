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
  'tone1', // 1st percentile of luma, black bars left out
  'tone10', // 10th percentile of luma, black bars left out
  'tone50', // median luma, black bars left out
  'tone90', // 90th percentile of luma, black bars left out
  'tone99', // 99th percentile of luma, black bars left out
  'lumaRise', // upper quartile over 144 picture cells of the luma change to the previous frame: a quarter of the picture rose by this
  'lumaFall', // lower quartile of the same: a quarter of the picture fell by this (negative)
  'temporalInformation', // standard deviation over the picture of the luma change to the previous frame (ITU-T P.910)
  'barTop', // height of a black bar at the upper edge, share 0…1 of the picture height; −1 where the picture is too dark to tell
  'barBottom', // the same at the lower edge
  'barLeft', // width of a black bar at the left edge, share 0…1 of the picture width; −1 where the picture is too dark to tell
  'barRight', // the same at the right edge
] as const;
export type LumaSeries = (typeof LUMA_SERIES)[number];
