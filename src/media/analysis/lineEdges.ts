/** Luma levels per pixel below which a line counts as level: the tails of an edge are left out. */
const LEVEL = 0.8;
/** Luma levels that an edge rises at least: noise and texture stay below. */
const LEAST_HEIGHT = 24;
/** Edges wider than this many pixels are shading. */
const WIDEST = 16;
const BINS_PER_PIXEL = 8;
/** Share of the edges that counts as the sharpest ones. */
const SHARPEST = 0.1;
/** Fewer edges than this tell nothing. */
const LEAST_EDGES = 8;

/** Pixels beside an edge where a halo has ended, and how many of them show the level it stands on. */
const BESIDE = 5;
const PLATEAU = 6;
/** Luma levels of such an edge at least: halos of lower ones drown in texture. */
const LEAST_FREE_HEIGHT = 40;
/** Spread of a plateau, in levels and as share of the edge's height, up to which that side of the edge stands free. */
const FLAT_LEVELS = 3;
const FLAT_SHARE = 0.1;
/** Luma levels from black and white within which a halo would be cut off. */
const CLIPPED = 6;
const LEAST_FREE_SIDES = 4;
const MOST_FREE_SIDES = 1024;

/** What the edges of one tile's lines say. */
export interface LineEdges {
  begin(): void;
  /** Adds one line of luma in levels; only the first `length` values count. */
  scan(line: Float32Array, length: number): void;
  /** Pixels that the sharpest tenth of the edges take: height over steepest step. NaN with too few edges. */
  width(): number;
  /** Clear edges per 1000 px of line. */
  density(): number;
  /** Median overshoot where an edge meets a flat area, as share of the edge's height; negative where shading goes on. NaN with too few. */
  halo(): number;
  /** Sides of edges that meet a flat area. */
  freeSides(): number;
}

/** Edges are the monotonic stretches of a line. Nothing is allocated per line. */
export function createLineEdges(): LineEdges {
  const histogram = new Uint16Array(WIDEST * BINS_PER_PIXEL + 1);
  const halos = new Float32Array(MOST_FREE_SIDES);
  let edges = 0;
  let free = 0;
  let scanned = 0;

  function addEdge(line: Float32Array, length: number, from: number, to: number, steepest: number): void {
    const height = Math.abs((line[to] ?? 0) - (line[from] ?? 0));
    if (height < LEAST_HEIGHT) return;
    const width = height / steepest;
    if (width >= WIDEST) return;
    const bin = Math.floor(width * BINS_PER_PIXEL);
    histogram[bin] = (histogram[bin] ?? 0) + 1;
    edges++;
    if (height < LEAST_FREE_HEIGHT) return;
    addHalo(line, length, to, from, 1);
    addHalo(line, length, from, to, -1);
  }

  /** Adds the overshoot at the end `at` of an edge that comes from `other`, when a flat area follows in `direction`. */
  function addHalo(line: Float32Array, length: number, at: number, other: number, direction: 1 | -1): void {
    const near = at + direction * BESIDE;
    const far = near + direction * (PLATEAU - 1);
    if (free >= MOST_FREE_SIDES || far < 0 || far >= length) return;
    const top = line[at] ?? 0;
    if (top < CLIPPED || top > 255 - CLIPPED) return;
    const foot = line[other] ?? 0;
    let sum = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let x = Math.min(near, far); x <= Math.max(near, far); x++) {
      const value = line[x] ?? 0;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const level = sum / PLATEAU;
    const height = level - foot;
    if (Math.abs(height) < LEAST_FREE_HEIGHT || height > 0 !== top > foot) return;
    if (high - low > Math.max(FLAT_LEVELS, FLAT_SHARE * Math.abs(height))) return;
    halos[free++] = (top - level) / height;
  }

  return {
    begin() {
      histogram.fill(0);
      edges = 0;
      free = 0;
      scanned = 0;
    },
    scan(line, length) {
      let direction = 0;
      let from = 0;
      let steepest = 0;
      for (let x = 0; x + 1 < length; x++) {
        const step = (line[x + 1] ?? 0) - (line[x] ?? 0);
        const sign = step > LEVEL ? 1 : step < -LEVEL ? -1 : 0;
        const size = step < 0 ? -step : step;
        if (sign === direction) {
          if (size > steepest) steepest = size;
          continue;
        }
        if (direction !== 0) addEdge(line, length, from, x, steepest);
        direction = sign;
        from = x;
        steepest = size;
      }
      if (direction !== 0) addEdge(line, length, from, length - 1, steepest);
      scanned += length;
    },
    width() {
      if (edges < LEAST_EDGES) return Number.NaN;
      const wanted = SHARPEST * edges;
      let passed = 0;
      for (let bin = 0; bin < histogram.length; bin++) {
        const here = histogram[bin] ?? 0;
        if (passed + here >= wanted) return (bin + (wanted - passed) / here) / BINS_PER_PIXEL;
        passed += here;
      }
      return Number.NaN;
    },
    density: () => (1000 * edges) / Math.max(1, scanned),
    halo: () => (free < LEAST_FREE_SIDES ? Number.NaN : (halos.subarray(0, free).sort()[free >> 1] ?? 0)),
    freeSides: () => free,
  };
}
