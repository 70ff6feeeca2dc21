import { describe, expect, test } from 'vitest';
import { createDetailExtractor } from './detailExtractor.ts';
import { tileGrid } from './frameGeometry.ts';
import { createTileExtractor } from './tileExtractor.ts';

const SIDE = 64;
const GRID = { width: SIDE, height: SIDE, tiles: [{ x: 0, y: 0, width: SIDE, height: SIDE }] };

type Paint = (x: number, y: number) => number;
const levels = (paint: Paint) => Array.from({ length: SIDE * SIDE }, (_, i) => paint(i % SIDE, Math.floor(i / SIDE)));

/** What the tile extractor says of one picture, luma 0…255. */
function tile(paint: Paint) {
  const extractor = createTileExtractor(GRID, 'full');
  extractor.push(new Uint8Array(Uint16Array.from(levels(paint), (level) => level * 257).buffer));
  const series = extractor.finish();
  return (name: keyof typeof series) => series[name][0];
}

/** What the detail extractor says of one picture. */
function detail(paint: Paint) {
  const extractor = createDetailExtractor(GRID, 'full');
  extractor.push(Uint8Array.from(levels(paint)));
  const series = extractor.finish();
  return (name: keyof typeof series) => series[name][0] ?? Number.NaN;
}

/** Bars 16 px wide whose edges rise over `width` pixels. */
const bars =
  (width: number): Paint =>
  (x) => {
    const phase = x % 32;
    const rise = (at: number) => Math.min(1, Math.max(0, (phase - at + width / 2 + 0.5) / width));
    return 60 + 100 * (rise(8) - rise(24));
  };
const pseudoRandom = (x: number, y: number) => ((Math.imul(x * 374761393 + y * 668265263, 2246822519) >>> 8) % 1000) / 1000;

describe('edges', () => {
  test.each([1, 2, 4, 6])('that rise over %i px measure that', (width) => {
    expect(tile(bars(width))('edgeWidth')).toBeCloseTo(width, 0);
  });

  test('with a rim on either side carry halos of its height, those without carry none', () => {
    const rimmed: Paint = (x) => {
      const phase = x % 32;
      if (phase === 8 || phase === 23) return 180;
      if (phase === 7 || phase === 24) return 40;
      return phase > 8 && phase < 23 ? 160 : 60;
    };
    expect(tile(bars(1))('halo')).toBeCloseTo(0, 2);
    expect(tile(rimmed)('halo')).toBeGreaterThan(0.12);
  });

  test('are missing in a flat picture', () => {
    expect(tile(() => 90)('edgeWidth')).toBeNaN();
    expect(tile(() => 90)('detailFrequency')).toBeNaN();
    expect(tile(() => 90)('halo')).toBeNaN();
  });
});

describe('clear detail', () => {
  test.each([2.5, 3, 4, 6, 8])('of a period of %f px has that frequency', (period) => {
    const wave: Paint = (x) => 128 + 90 * Math.sin((2 * Math.PI * x) / period);
    expect(tile(wave)('detailFrequency')).toBeCloseTo(2 / period, 2);
  });

  test('is as fine as its finer direction', () => {
    const wave: Paint = (x, y) => 128 + 60 * Math.sin((2 * Math.PI * x) / 12) + 60 * Math.sin((2 * Math.PI * y) / 4);
    expect(tile(wave)('detailFrequency')).toBeCloseTo(0.5, 2);
  });

  test('of an edge that is sharp to the pixel reaches three fifths, of one that takes four pixels less than half of that', () => {
    expect(tile(bars(1))('detailFrequency')).toBeCloseTo(0.6, 1);
    expect(tile(bars(4))('detailFrequency')).toBeLessThan(0.5);
  });
});

describe('bands', () => {
  const staircase: Paint = (_, y) => 60 + 4 * Math.floor(y / 10);

  test('are the steps of a staircase with their height', () => {
    expect(tile(staircase)('bandedShare')).toBeGreaterThan(0.4);
    expect(tile(staircase)('bandStep')).toBeCloseTo(4, 1);
  });

  test.each<[string, Paint]>([
    ['a smooth gradient', (x, y) => 60 + 0.3 * x + 0.2 * y],
    ['one flat colour next to another', (x) => (x < 32 ? 80 : 90)],
    ['stripes', (x) => 80 + 8 * (Math.floor(x / 12) % 2)],
    ['a staircase under grain', (x, y) => staircase(x, y) + 4 * pseudoRandom(x, y)],
  ])('are not %s', (_, paint) => {
    expect(tile(paint)('bandedShare')).toBe(0);
  });
});

describe('blocks', () => {
  const texture: Paint = (x, y) => 120 + 30 * pseudoRandom(x, y);
  const inBlocks: Paint = (x, y) => 120 + 30 * pseudoRandom(x >> 3, y >> 3) + 2 * pseudoRandom(x, y);

  test('break luma on the grid', () => {
    expect(detail(inBlocks)('blockiness')).toBeGreaterThan(3);
    expect(detail(inBlocks)('blockBends')).toBeGreaterThan(1.5);
    expect(detail(texture)('blockiness')).toBeLessThan(1.3);
    expect(detail(texture)('blockBends')).toBeLessThan(1.2);
  });

  test('are not the edge of a black bar that lies on the grid', () => {
    expect(detail((x, y) => (y < 24 ? 0 : texture(x, y)))('blockiness')).toBeLessThan(1.3);
  });

  test('beside the grid are a pattern of the picture', () => {
    expect(detail((x, y) => inBlocks(x + 3, y + 3))('blockiness')).toBeLessThan(1.2);
  });
});

test('detail at 2 and 4 px outlasts noise', () => {
  const noisy: Paint = (x, y) => bars(6)(x, y) + 8 * pseudoRandom(x, y);
  const [clean, spoilt] = [detail(bars(6)), detail(noisy)];
  expect(spoilt('sharpness4') / clean('sharpness4')).toBeLessThan(1.15);
  expect(spoilt('sharpness2') / clean('sharpness2')).toBeLessThan(1.4);
});

describe('tiles', () => {
  const aligned = ({ x, y }: { x: number; y: number }) => x % 16 === 0 && y % 16 === 0;

  test('lie on the grid, inside the picture, and apart', () => {
    const { width, height, tiles } = tileGrid({ width: 1920, height: 1080, rotation: 0 }, 3, 3);
    expect([width, height, tiles.length]).toEqual([128, 80, 9]);
    expect(tiles.every(aligned)).toBe(true);
    expect(tiles.every((tile) => tile.x + width <= 1920 && tile.y + height <= 1080)).toBe(true);
    expect(new Set(tiles.map(({ x, y }) => `${x} ${y}`)).size).toBe(9);
  });

  test('count the grid from the other side of a turned picture', () => {
    const { tiles } = tileGrid({ width: 1084, height: 1926, rotation: 90 }, 2, 2);
    expect(tiles.every(({ x, y }) => (1084 - x) % 16 === 0 && y % 16 === 0)).toBe(true);
  });

  test.each([
    [176, 144, 9],
    [120, 90, 2],
    [18, 14, 1],
    [40, 400, 3],
  ])('of a picture of %i × %i are %i', (width, height, count) => {
    const grid = tileGrid({ width, height, rotation: 0 }, 3, 3);
    expect(grid.tiles).toHaveLength(count);
    expect(grid.tiles.every((tile) => tile.x + grid.width <= width && tile.y + grid.height <= height)).toBe(true);
  });
});
