import { existing, LANES, rises, sample } from './shared/line16.ts';

/** Samples' units in a luma level; the numbers below are in luma levels unless they say otherwise. */
const LEVEL = 257;
/** Up to so much a pixel a line counts as level: the tails of an edge are left out. */
const LEAST_STEP = <i32>(0.8 * LEVEL);
/** An edge rises so much at least: noise and texture stay below. */
const LEAST_HEIGHT = 24 * LEVEL;
/** Of samples that lie no further from one another than twice this, none can be the end of an edge. */
const NEAR: i16 = <i16>(LEAST_HEIGHT / 2 - 1);
/** Edges wider than this many pixels are shading; bins of the histogram a pixel. */
const WIDEST = 16;
const BINS_PER_PIXEL = 8;

/** Pixels beside an edge where a halo has ended, and how many of them show the level it stands on. */
const BESIDE = 5;
const PLATEAU = 6;
/** The height of such an edge at least: halos of lower ones drown in texture. */
const LEAST_FREE_HEIGHT = 40 * LEVEL;
/** Spread of a plateau, and as share of the edge's height, up to which that side of the edge stands free. */
const FLAT_LEVELS: f64 = 3 * LEVEL;
const FLAT_SHARE: f64 = 0.1;
/** So close to black and white a halo would be cut off. */
const CLIPPED = 6 * LEVEL;

/** Where results go: addresses of the histogram, of the overshoots and of both counts, and how many overshoots there is room for. */
let histogram: usize = 0;
let overshoots: usize = 0;
let counts: usize = 0;
let room: i32 = 0;

function addEdge(line: usize, length: i32, from: i32, to: i32): void {
  const height = abs(sample(line, to) - sample(line, from));
  if (height < LEAST_HEIGHT || abs(sample(line, from + 1) - sample(line, from)) <= LEAST_STEP) return;
  let steepest = 0;
  for (let x = from; x < to; x++) steepest = max(steepest, abs(sample(line, x + 1) - sample(line, x)));
  if (height >= WIDEST * steepest) return;
  const bin = histogram + 2 * ((BINS_PER_PIXEL * height) / steepest);
  store<u16>(bin, load<u16>(bin) + 1);
  store<i32>(counts, load<i32>(counts) + 1);
  if (height < LEAST_FREE_HEIGHT) return;
  if (to + BESIDE + PLATEAU <= length) addOvershoot(line, to, from, to + BESIDE);
  if (from - BESIDE - PLATEAU + 1 >= 0) addOvershoot(line, from, to, from - BESIDE - PLATEAU + 1);
}

/** Adds the overshoot at the end `at` of an edge that comes from `other`, when the plateau beside it is flat. */
function addOvershoot(line: usize, at: i32, other: i32, plateau: i32): void {
  const free = load<i32>(counts + 4);
  const top = sample(line, at);
  if (free >= room || top < CLIPPED || top > 255 * LEVEL - CLIPPED) return;
  let sum = 0;
  let low = 65535;
  let high = 0;
  for (let x = plateau; x < plateau + PLATEAU; x++) {
    const value = sample(line, x);
    sum += value;
    low = min(low, value);
    high = max(high, value);
  }
  const level = <f64>sum / <f64>PLATEAU;
  const height = level - <f64>sample(line, other);
  if (abs(height) < <f64>LEAST_FREE_HEIGHT || height > 0 !== top > sample(line, other)) return;
  if (<f64>(high - low) > max(FLAT_LEVELS, FLAT_SHARE * abs(height))) return;
  store<f32>(overshoots + 4 * free, <f32>((<f64>top - level) / height));
  store<i32>(counts + 4, free + 1);
}

/**
 * Adds the edges of a line: its monotonic stretches that are high and steep enough.
 *
 * @param line address of `length` 16-bit unsigned samples, of which 257 are a luma level; up to 18 bytes beyond its end are read.
 * @param widths address of 129 16-bit numbers, a histogram of height over steepest step in eighths of a pixel.
 * @param halos address of `most` 32-bit floats: by what share of its height an edge overshoots where it meets a flat area.
 * @param numbers address of two 32-bit numbers that are raised: edges, and halos that are written.
 */
export function addEdges(line: usize, length: i32, widths: usize, halos: usize, most: i32, numbers: usize): void {
  histogram = widths;
  overshoots = halos;
  counts = numbers;
  room = most;
  const level = i16x8.splat(<i16>LEAST_STEP);
  let from = 0;
  let rising = 0;
  let falling = 0;
  for (let x = 0; x < length - 1; x += LANES) {
    const here = v128.load(line + 2 * x);
    const next = v128.load(line + 2 * x + 2);
    const up = rises(here, next, level);
    const down = rises(next, here, level);
    // A step that goes another way than the one before it ends a stretch.
    let turns = ((up ^ ((up << 1) | rising)) | (down ^ ((down << 1) | falling))) & existing(x, length - 1);
    rising = up >> (LANES - 1);
    falling = down >> (LANES - 1);
    if (turns === 0) continue;
    const start = i16x8.splat(<i16>sample(line, from));
    const apart = v128.or(i16x8.sub_sat_u(here, start), i16x8.sub_sat_u(start, here));
    if (!v128.any_true(i16x8.sub_sat_u(apart, i16x8.splat(NEAR)))) {
      from = x + 31 - clz(turns);
      continue;
    }
    while (turns !== 0) {
      const to = x + ctz(turns);
      turns &= turns - 1;
      addEdge(line, length, from, to);
      from = to;
    }
  }
  addEdge(line, length, from, length - 1);
}
