/** How often a second a picture is looked at more closely, at most. */
export const PICTURE_SAMPLE_RATE = 3;

/** One value per sampled picture. From the whole picture scaled to at most 160 px on its longer side, black bars left out. */
export const SAMPLED_SERIES = [
  'spatialInformation', // standard deviation of the Sobel gradient of luma (ITU-T P.910), in levels, black bars included
  'hueWeight', // mean over pixels of max(R,G,B) − min(R,G,B), 0…1: how much colour the hue histogram stands on
  'saliencyConcentration', // share 0…1 of all saliency that lies in the best window of a third by a third of the picture; even = 0.11
  'saliencyPeaks', // separate places at least 70 % as salient as the most salient one
  'saliencyContrast', // CIE76 colour difference between the mean of what is salient in the best window and that of what is not
  'saliencyX', // centre of saliency in the best window, share 0…1 of the picture width
  'saliencyY', // the same downwards
] as const;
export type SampledSeries = (typeof SAMPLED_SERIES)[number];

/**
 * Knots of the palette's grid in CIELAB (D65). A pixel counts at the eight knots around it, by how near it is, so that the mean of
 * a palette is the mean of the picture.
 */
export const PALETTE_LIGHTNESS = [0, 25, 50, 75, 100] as const;
export const PALETTE_CHROMA = [-90, -45, -20, 0, 20, 45, 90] as const;
/** Index of a bin: (lightness · 7 + a) · 7 + b. */
export const PALETTE_BINS = PALETTE_LIGHTNESS.length * PALETTE_CHROMA.length * PALETTE_CHROMA.length;

/** Bins of the hue histogram: 5° each, from red over yellow and green to blue. */
export const HUE_BINS = 72;

/** Shares in a palette or hue histogram are stored as whole numbers: this stands for 1. */
export const SHARE_SCALE = 65535;

/** What is read from a few pictures a second only. Rows stand one after another, in the order of `frames`. */
export interface PictureSamples {
  /** Index of each sampled frame, rising. */
  readonly frames: Uint32Array;
  readonly series: Readonly<Record<SampledSeries, Float32Array>>;
  /** `PALETTE_BINS` shares per sample, `SHARE_SCALE` = 1. */
  readonly palettes: Uint16Array;
  /** `HUE_BINS` shares per sample, each pixel weighted by max(R,G,B) − min(R,G,B); `SHARE_SCALE` = 1. */
  readonly hues: Uint16Array;
}
