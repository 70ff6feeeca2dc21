/**
 * Colour, one value per frame. From the whole picture scaled to at most 160 px on its longer side (chroma at half of that);
 * Cb and Cr are full range in levels −128…127 around neutral.
 */
export const COLOUR_SERIES = [
  'blueMean', // mean Cb
  'redMean', // mean Cr
  'blueStep', // median over 144 picture cells of the Cb change to the previous frame: tint, not movement
  'redStep', // the same of Cr
  'saturation', // mean distance from neutral in the Cb/Cr plane, in levels
  'colourfulness', // M3 of Hasler & Süsstrunk 2003 (means and deviations of the red–green and yellow–blue opponents), in levels
  'neutralBlue', // mean Cb of nearly neutral pixels: luma 40…235, at most 24 levels from neutral; 0 where there are none
  'neutralRed', // mean Cr of the same pixels
  'neutralLuma', // mean luma of the same pixels
  'neutralShare', // how many pixels those are, share 0…1
] as const;
export type ColourSeries = (typeof COLOUR_SERIES)[number];
