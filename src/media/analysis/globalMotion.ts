import type { Size } from './frameGeometry.ts';
import { centre, findShift, type Shift } from './motion.ts';

/**
 * Camera movement between two frames. Subjects stand in the middle, so the four corners are asked: where textured corners
 * agree, the camera moved; where they do not, something in the picture did.
 */
export interface GlobalMotion {
  /** Shares of the picture width and height; positive = content moves right, down. */
  panX: number;
  panY: number;
  /** 0…1: how far the corners agree and one translation explains what they show. 0.5 when only the whole picture can tell. */
  confidence: number;
}

/** Filled by the caller, pixel by pixel: luma sums of every column per third of the rows, and of every row per third of the columns. */
export interface Projections {
  readonly columns: readonly [Float32Array, Float32Array, Float32Array];
  readonly rows: readonly [Float32Array, Float32Array, Float32Array];
}

export interface GlobalMotionEstimator {
  /** Projections to fill for the next frame, cleared. */
  next(): Projections;
  /** Motion from the frame filled before to the one just filled; all 0 for the first. Reused by the next call. */
  estimate(): GlobalMotion;
}

/** Variance in squared luma levels that a projection needs to be located by. */
const TEXTURE = 6;
/** Samples by which two corners may differ and still agree, plus a share of the movement. */
const AGREEMENT = 0.3;
const AGREEMENT_SHARE = 0.15;

export function createGlobalMotion({ width, height }: Size): GlobalMotionEstimator {
  const x = createAxis(width, height);
  const y = createAxis(height, width);
  const motion: GlobalMotion = { panX: 0, panY: 0, confidence: 0 };
  return {
    next: () => ({ columns: x.next(), rows: y.next() }),
    estimate() {
      x.estimate();
      y.estimate();
      motion.panX = x.result.offset / width;
      motion.panY = y.result.offset / height;
      motion.confidence = Math.min(x.result.confidence, y.result.confidence);
      return motion;
    },
  };
}

type Thirds = [Float32Array, Float32Array, Float32Array];

/** One axis: projections of `length` samples, summed over `across` lines in three bands. */
function createAxis(length: number, across: number) {
  const thirds = (): Thirds => [new Float32Array(length), new Float32Array(length), new Float32Array(length)];
  const bandLines = [0, 1, 2].map((band) => thirdEdge(across, band + 1) - thirdEdge(across, band));
  const corner = Math.ceil(length * 0.4);
  const cornerNow = new Float32Array(corner);
  const cornerBefore = new Float32Array(corner);
  const wholeNow = new Float32Array(length);
  const wholeBefore = new Float32Array(length);
  const cornerCosts = new Float64Array(2 * Math.max(1, length >> 4) + 1);
  const wholeCosts = new Float64Array(2 * Math.max(1, length >> 3) + 1);
  const shift: Shift = { offset: 0, residual: 0 };
  const offsets = new Float64Array(4);
  const explained = new Float64Array(4);
  let now = thirds();
  let before = thirds();
  let started = false;
  const result = { offset: 0, confidence: 0 };

  function wholeShift(): void {
    for (let i = 0; i < length; i++) {
      wholeNow[i] = ((now[0][i] ?? 0) + (now[1][i] ?? 0) + (now[2][i] ?? 0)) / across;
      wholeBefore[i] = ((before[0][i] ?? 0) + (before[1][i] ?? 0) + (before[2][i] ?? 0)) / across;
    }
    centre(wholeBefore);
    const variance = centre(wholeNow);
    findShift(wholeNow, wholeBefore, wholeCosts, shift);
    result.offset = shift.offset;
    result.confidence = 0.5 * Math.max(0, 1 - shift.residual / (variance + 1));
  }

  /** Shift of one corner into `offsets[count]`; false when it has too little texture. */
  function cornerShift(band: 0 | 2, from: number, count: number): boolean {
    const lines = bandLines[band] ?? 1;
    for (let i = 0; i < corner; i++) {
      cornerNow[i] = (now[band][from + i] ?? 0) / lines;
      cornerBefore[i] = (before[band][from + i] ?? 0) / lines;
    }
    const variance = Math.min(centre(cornerNow), centre(cornerBefore));
    if (variance < TEXTURE) return false;
    findShift(cornerNow, cornerBefore, cornerCosts, shift);
    offsets[count] = shift.offset;
    explained[count] = Math.max(0, 1 - shift.residual / variance);
    return true;
  }

  function askCorners(): number {
    let count = 0;
    if (cornerShift(0, 0, count)) count++;
    if (cornerShift(0, length - corner, count)) count++;
    if (cornerShift(2, 0, count)) count++;
    if (cornerShift(2, length - corner, count)) count++;
    return count;
  }

  return {
    result,
    next(): Thirds {
      [now, before] = [before, now];
      for (const band of now) band.fill(0);
      return now;
    },
    estimate(): void {
      if (!started) {
        started = true;
        return;
      }
      const count = askCorners();
      if (count < 2) wholeShift();
      else settle(offsets, explained, count, result);
    },
  };
}

/** The largest group of corners that agree: its mean, and its share of the textured corners times how well it explains them. */
function settle(
  offsets: Float64Array,
  explained: Float64Array,
  count: number,
  result: { offset: number; confidence: number },
): void {
  result.offset = 0;
  result.confidence = 0;
  for (let candidate = 0; candidate < count; candidate++) {
    const centreOffset = offsets[candidate] ?? 0;
    const tolerance = AGREEMENT + AGREEMENT_SHARE * Math.abs(centreOffset);
    let sum = 0;
    let trust = 0;
    let members = 0;
    for (let i = 0; i < count; i++) {
      if (Math.abs((offsets[i] ?? 0) - centreOffset) > tolerance) continue;
      sum += offsets[i] ?? 0;
      trust += explained[i] ?? 0;
      members++;
    }
    const confidence = trust / count;
    if (confidence > result.confidence) {
      result.confidence = confidence;
      result.offset = sum / members;
    }
  }
}

/** Where third number `third` of `length` lines begins. */
export function thirdEdge(length: number, third: number): number {
  return Math.round((third * length) / 3);
}
