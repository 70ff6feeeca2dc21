/** A picture as a canvas gives it: four bytes a pixel, red, green, blue and opacity. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Luma of Recommendation ITU-R BT.709 of display values 0…255. */
export function lumaOf(red: number, green: number, blue: number): number {
  return Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
}

/** How many pixels have each value 0…255. */
export interface Histogram {
  readonly red: Uint32Array;
  readonly green: Uint32Array;
  readonly blue: Uint32Array;
  readonly luma: Uint32Array;
}

export function histogramOf({ data }: Pixels): Histogram {
  const histogram = {
    red: new Uint32Array(256),
    green: new Uint32Array(256),
    blue: new Uint32Array(256),
    luma: new Uint32Array(256),
  };
  const count = (values: Uint32Array, value: number) => {
    values[value] = (values[value] ?? 0) + 1;
  };
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
    count(histogram.red, red);
    count(histogram.green, green);
    count(histogram.blue, blue);
    count(histogram.luma, lumaOf(red, green, blue));
  }
  return histogram;
}

/** How many pixels of each column have each luma: `width` columns of 256 counts, column by column. */
export function waveformOf({ data, width, height }: Pixels): Uint32Array {
  const counts = new Uint32Array(width * 256);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const cell = x * 256 + lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return counts;
}

interface Band {
  /** Percent of luma at which the band begins and ends. */
  readonly from: number;
  readonly to: number;
  readonly colour: readonly [red: number, green: number, blue: number];
}

/** Bands of false colour as cameras show them (ARRI): clipped and near black, middle grey, light skin, near and clipped white. */
export const FALSE_COLOURS: readonly Band[] = [
  { from: 0, to: 2.5, colour: [128, 50, 190] },
  { from: 2.5, to: 4, colour: [40, 90, 230] },
  { from: 38, to: 42, colour: [60, 170, 70] },
  { from: 52, to: 56, colour: [240, 150, 170] },
  { from: 97, to: 99, colour: [240, 220, 50] },
  { from: 99, to: 101, colour: [225, 40, 40] },
];

const BAND_OF_LUMA = Array.from({ length: 256 }, (_, luma) =>
  FALSE_COLOURS.find(({ from, to }) => (luma / 255) * 100 >= from && (luma / 255) * 100 < to),
);

/** Paints each pixel in the colour of its band, or in grey, in place. */
export function paintFalseColour({ data }: Pixels): void {
  for (let at = 0; at < data.length; at += 4) {
    const luma = lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    const [red, green, blue] = BAND_OF_LUMA[luma]?.colour ?? [luma, luma, luma];
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
  }
}
