import { EXPRESSIONS } from '../../core/faces.ts';
import type { NetworkFace } from './faceNetwork.ts';

/** A face at one moment, measured. Lengths are shares of the picture's width (x, width) or height. */
export interface Sighting {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Height of the face in pixels of the picture that was looked at. */
  readonly pixels: number;
  /** 0…1: how sure the detector, and how sure the mesh is. */
  readonly score: number;
  readonly meshScore: number;
  readonly yaw: number;
  readonly pitch: number;
  readonly mouthOpening: number;
  readonly headCut: number;
  /** CIE L*, a*, b* of the picture below the face; `null` where too little of it is in the picture. */
  readonly clothes: readonly [number, number, number] | null;
  /** In the order of `EXPRESSIONS`, adding up to 1. */
  readonly expressions: readonly number[];
  /** `null` when none was computed. */
  readonly embedding: Embedding | null;
}

/** What a face looks like to the recognition network. */
export interface Embedding {
  /** Unit vector in steps of 1/`STEPS`: a quarter of the memory for an error of the cosine below 0.001. */
  readonly direction: Int8Array;
  /** Length of the vector before that: small for what is hardly a face to the network. */
  readonly strength: number;
}

/** Points of MediaPipe's face mesh. */
const HAIRLINE = 10;
const CHIN = 152;
const UPPER_LIP = 13;
const LOWER_LIP = 14;
/** Height of the head above the hairline, in heights of the face. */
const CROWN = 0.25;
/** With less of the clothes' patch than this in the picture, its colour says nothing. */
const LEAST_CLOTHES = 0.3;

interface Picture {
  /** rgb24. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Boils a face of the network down to what is kept. */
export function sightingOf(face: NetworkFace, picture: Picture): Sighting {
  const { mesh } = face;
  const left = Math.min(...mesh.map(([x]) => x));
  const right = Math.max(...mesh.map(([x]) => x));
  const top = Math.min(...mesh.map(([, y]) => y));
  const bottom = Math.max(...mesh.map(([, y]) => y));
  const length = distance(mesh, HAIRLINE, CHIN);
  const { yaw, pitch } = face.rotation.angle;
  return {
    x: left / picture.width,
    y: top / picture.height,
    width: (right - left) / picture.width,
    height: (bottom - top) / picture.height,
    pixels: bottom - top,
    score: face.boxScore,
    meshScore: face.faceScore,
    yaw,
    pitch,
    mouthOpening: length > 0 ? distance(mesh, UPPER_LIP, LOWER_LIP) / length : Number.NaN,
    headCut: shareOutside({ left, right, top: top - CROWN * (bottom - top), bottom }, picture),
    clothes: clothesColour({ left, right, bottom, height: bottom - top }, picture),
    expressions: expressionsOf(face),
    embedding: embeddingOf(face.embedding ?? []),
  };
}

function distance(mesh: NetworkFace['mesh'], a: number, b: number): number {
  const [ax, ay] = mesh[a] ?? [0, 0];
  const [bx, by] = mesh[b] ?? [0, 0];
  return Math.hypot(ax - bx, ay - by);
}

function shareOutside(
  { left, right, top, bottom }: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
  { width, height }: Picture,
): number {
  const inside =
    Math.max(0, Math.min(right, width) - Math.max(left, 0)) * Math.max(0, Math.min(bottom, height) - Math.max(top, 0));
  return 1 - inside / ((right - left) * (bottom - top));
}

/** Mean colour of the chest: as wide as one and a half faces, from a third to one and a third of a face below the chin. */
function clothesColour(
  face: { readonly left: number; readonly right: number; readonly bottom: number; readonly height: number },
  { pixels, width, height }: Picture,
): [number, number, number] | null {
  const wide = (face.right - face.left) / 4;
  const x0 = Math.round(Math.max(0, face.left - wide));
  const x1 = Math.round(Math.min(width, face.right + wide));
  const y0 = Math.round(face.bottom + face.height / 3);
  const y1 = Math.round(Math.min(height, face.bottom + (face.height * 4) / 3));
  const whole = (face.right - face.left + 2 * wide) * face.height;
  if ((x1 - x0) * (y1 - y0) < LEAST_CLOTHES * whole || x1 <= x0 || y1 <= y0) return null;
  const sums: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let y = y0; y < y1; y += 2) {
    for (let x = x0; x < x1; x += 2) {
      const at = (y * width + x) * 3;
      sums[0] += pixels[at] ?? 0;
      sums[1] += pixels[at + 1] ?? 0;
      sums[2] += pixels[at + 2] ?? 0;
      count++;
    }
  }
  return labOf(sums[0] / count / 255, sums[1] / count / 255, sums[2] / count / 255);
}

/** CIE 1976 L*a*b* of an sRGB colour (IEC 61966-2-1, D65). */
function labOf(red: number, green: number, blue: number): [number, number, number] {
  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function expressionsOf(face: NetworkFace): number[] {
  const scores = EXPRESSIONS.map((name) => face.emotion.find(({ emotion }) => emotion === name)?.score ?? 0);
  const sum = scores.reduce((total, score) => total + score, 0);
  return scores.map((score) => (sum > 0 ? score / sum : 1 / scores.length));
}

const STEPS = 512;

function embeddingOf(values: readonly number[]): Embedding | null {
  const strength = Math.hypot(...values);
  if (strength === 0) return null;
  const scaled = values.map((value) => Math.max(-127, Math.min(127, Math.round((value / strength) * STEPS))));
  return { direction: Int8Array.from(scaled), strength };
}

/** Cosine 0…1 of the angle between two sums of directions. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}

/** The direction that several views have in common; its length means nothing. */
export function meanDirection(views: readonly Int8Array[]): Float32Array {
  const sum = new Float32Array(views[0]?.length ?? 0);
  for (const view of views) for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (view[index] ?? 0);
  return sum;
}
