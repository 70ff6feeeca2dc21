/** Fine detail, one value per frame. From native-resolution luma (0…255, full range), aligned to the codec's 8-px grid. */
export const DETAIL_SERIES = [
  'detailChange', // mean absolute luma difference to the previous frame
  'sharpness', // root mean square of the Laplacian, its noise taken out, in luma levels
  'structure', // root mean square of the steps between 16×16 px means: contrast too coarse for a blur to touch
  'noise', // Immerkær estimate of sigma in luma levels, lower quartile over 16×16 px blocks
  'blockiness', // luma steps on the 8-px grid over steps off it; 1 = none
] as const;
export type DetailSeries = (typeof DETAIL_SERIES)[number];
