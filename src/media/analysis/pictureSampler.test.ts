import { describe, expect, test } from 'vitest';
import { HUE_BINS, PALETTE_BINS, PALETTE_CHROMA, PALETTE_LIGHTNESS, SHARE_SCALE } from '../../core/series/sampled.ts';
import { createFrameExtractor } from './frameExtractor.ts';

const SIZE = { width: 160, height: 90 };
type Colour = readonly [luma: number, blue: number, red: number];
const BLACK: Colour = [0, 128, 128];
const GREY: Colour = [119, 128, 128];
/** sRGB (255, 0, 0) in full-range BT.709. */
const RED: Colour = [54, 99, 255];

/** A 4:2:0 frame whose colour is decided place by place, in pairs of pixels. */
function picture(colourAt: (x: number, y: number) => Colour): Uint8Array {
  const { width, height } = SIZE;
  const frame = new Uint8Array((width * height * 3) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [luma, blue, red] = colourAt(x & ~1, y & ~1);
      frame[y * width + x] = luma;
      const chroma = (y >> 1) * (width >> 1) + (x >> 1);
      frame[width * height + chroma] = blue;
      frame[(width * height * 5) / 4 + chroma] = red;
    }
  }
  return frame;
}

function extracted(...frames: readonly Uint8Array[]) {
  const extractor = createFrameExtractor(SIZE, 3);
  for (const frame of frames) extractor.push(frame);
  return extractor.finish();
}

/** Mean colour of the palette of one sample. */
function meanColour(palettes: Uint16Array): { lightness: number; a: number; b: number } {
  const mean = { lightness: 0, a: 0, b: 0 };
  for (let bin = 0; bin < PALETTE_BINS; bin++) {
    const share = (palettes[bin] ?? 0) / SHARE_SCALE;
    mean.lightness += share * (PALETTE_LIGHTNESS[Math.floor(bin / PALETTE_CHROMA.length ** 2)] ?? 0);
    mean.a += share * (PALETTE_CHROMA[Math.floor(bin / PALETTE_CHROMA.length) % PALETTE_CHROMA.length] ?? 0);
    mean.b += share * (PALETTE_CHROMA[bin % PALETTE_CHROMA.length] ?? 0);
  }
  return mean;
}

describe('samples of a picture', () => {
  test('the palette of grey and of red is their CIELAB colour', () => {
    const grey = meanColour(extracted(picture(() => GREY)).samples.palettes);
    expect(grey.lightness).toBeCloseTo(50, 0);
    expect(Math.hypot(grey.a, grey.b)).toBeLessThan(0.5);
    const red = meanColour(extracted(picture(() => RED)).samples.palettes);
    expect([red.lightness, red.a, red.b].map(Math.round)).toEqual([53, 80, 67]);
  });

  test('black bars are no part of the palette', () => {
    const { samples } = extracted(picture((_, y) => (y < 12 || y >= 78 ? BLACK : GREY)));
    expect(meanColour(samples.palettes).lightness).toBeCloseTo(50, 0);
  });

  test('hues stand where their colours are, by how much colour there is', () => {
    const { samples } = extracted(picture((x) => (x < 40 ? RED : GREY)));
    expect(samples.hues[0]).toBe(SHARE_SCALE);
    expect(samples.hues.slice(1, HUE_BINS).every((share) => share === 0)).toBe(true);
    expect(samples.series.hueWeight[0]).toBeCloseTo(0.25, 2);
  });

  test('one thing on an even ground is salient, where it is', () => {
    const { series } = extracted(picture((x, y) => (x >= 104 && x < 120 && y >= 20 && y < 36 ? RED : GREY))).samples;
    expect(series.saliencyPeaks[0]).toBe(1);
    expect(series.saliencyConcentration[0]).toBeGreaterThan(0.4);
    expect(series.saliencyContrast[0]).toBeGreaterThan(80);
    expect(Math.abs((series.saliencyX[0] ?? 0) - 112 / 160)).toBeLessThan(0.06);
    expect(Math.abs((series.saliencyY[0] ?? 0) - 28 / 90)).toBeLessThan(0.1);
  });

  test('several things alike compete, and nothing stands out of an even ground', () => {
    const at = (x: number, y: number) => [20, 72, 124].some((left) => x >= left && x < left + 16) && y >= 36 && y < 52;
    const several = extracted(picture((x, y) => (at(x, y) ? RED : GREY))).samples.series;
    expect(several.saliencyPeaks[0]).toBe(3);
    expect(extracted(picture(() => GREY)).samples.series.saliencyPeaks[0]).toBe(0);
  });

  test('about three a second are taken, of any length', () => {
    const extractor = createFrameExtractor(SIZE, 24);
    const frame = picture(() => GREY);
    for (let i = 0; i < 600; i++) extractor.push(frame);
    const { frames, palettes } = extractor.finish().samples;
    expect([...frames.slice(0, 3)]).toEqual([0, 8, 16]);
    expect(frames).toHaveLength(75);
    expect(palettes).toHaveLength(75 * PALETTE_BINS);
  });
});

describe('black bars', () => {
  const bars = (colourAt: (x: number, y: number) => Colour) => {
    const { barTop, barBottom, barLeft, barRight } = extracted(picture(colourAt)).series;
    return [barTop[0], barBottom[0], barLeft[0], barRight[0]].map((share) => Number(share?.toFixed(3)));
  };

  test('letterbox and pillarbox are measured at each edge', () => {
    expect(bars(() => GREY)).toEqual([0, 0, 0, 0]);
    expect(bars((_, y) => (y < 12 || y >= 78 ? BLACK : GREY))).toEqual([0.133, 0.133, 0, 0]);
    expect(bars((x) => (x < 20 || x >= 140 ? BLACK : GREY))).toEqual([0, 0, 0.125, 0.125]);
  });

  test('a dark scene cannot tell', () => {
    expect(bars(() => BLACK)).toEqual([-1, -1, -1, -1]);
    expect(bars((x, y) => (Math.hypot(x - 80, y - 44) < 20 ? GREY : BLACK))).toEqual([-1, -1, -1, -1]);
  });
});

test('tiny pictures are measured as well', () => {
  const extractor = createFrameExtractor({ width: 2, height: 2 }, 25);
  extractor.push(Uint8Array.of(10, 20, 30, 40, 128, 128));
  const { series, samples } = extractor.finish();
  expect(Object.values(series).every((values) => Number.isFinite(values[0]))).toBe(true);
  expect(Object.values(samples.series).every((values) => Number.isFinite(values[0]))).toBe(true);
});
