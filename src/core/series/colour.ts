/** Colour, one value per frame. From the whole picture scaled to at most 160 px on its longer side (chroma at half of that). */
export const COLOUR_SERIES = [] as const;
export type ColourSeries = (typeof COLOUR_SERIES)[number];
