import { cosine, type Embedding, meanDirection, type Sighting } from './sighting.ts';

/** What identity is measured on: large, sharp, frontal, whole faces, because anything else moves the embedding by itself. */
const LEAST = { pixels: 64, score: 0.65, meshScore: 0.9, strength: 6, inside: 0.92 } as const;
/** Radians away from the camera up to which a face counts as frontal. */
const MOST_TURNED = 0.6;
/** Views that are averaged on either side of a moment. */
const VIEWS = 3;
/** Seconds over which the views of one side may be spread. */
const REACH = 2;
/** Views that the face a track begins with is made of, at most. */
const OPENING = 6;
/** Step from which a view no longer belongs to the face that the track begins with. */
const CHANGED = 0.25;
/** Cosine from which two views count as the same person: between different people it is .38 at the median, .58 at the 99th percentile. */
export const SAME_PERSON = 0.62;

/** The embedding of a sighting that identity can be read from, or `null`. */
export function clearView(sighting: Sighting): Embedding | null {
  const { embedding, pixels, score, meshScore, yaw, pitch } = sighting;
  if (embedding === null || embedding.strength < LEAST.strength) return null;
  if (shareInside(sighting) < LEAST.inside || pixels < LEAST.pixels || score < LEAST.score || meshScore < LEAST.meshScore)
    return null;
  return Math.abs(yaw) <= MOST_TURNED && Math.abs(pitch) <= MOST_TURNED ? embedding : null;
}

/** Share of a face that the frame edges leave in the picture. */
function shareInside({ x, y, width, height }: Sighting): number {
  const across = Math.min(1, x + width) - Math.max(0, x);
  const down = Math.min(1, y + height) - Math.max(0, y);
  return (Math.max(0, across) * Math.max(0, down)) / (width * height);
}

export interface IdentityCurves {
  /** See `FACE_SERIES`; NaN where there is no clear view. */
  readonly distance: Float32Array;
  readonly step: Float32Array;
}

/** How far a face strays from the one its track began with, and how much it changes at each moment. */
export function identityCurves(times: Float64Array, views: readonly (Int8Array | null)[]): IdentityCurves {
  const distance = new Float32Array(times.length).fill(Number.NaN);
  const step = new Float32Array(times.length).fill(Number.NaN);
  const seen = views.flatMap((view, index) => (view === null ? [] : [{ index, view, time: times[index] ?? 0 }]));
  for (const [position, { index, time }] of seen.entries()) {
    const before = seen.slice(Math.max(0, position - VIEWS), position).filter((other) => time - other.time <= REACH);
    const after = seen.slice(position, position + VIEWS).filter((other) => other.time - time <= REACH);
    if (before.length < 2 || after.length < 2) continue;
    step[index] = 1 - cosine(meanDirection(before.map((other) => other.view)), meanDirection(after.map((other) => other.view)));
  }
  const changed = seen.findIndex(({ index }) => (step[index] ?? 0) > CHANGED);
  const centroid = openingCentroid(
    seen.map(({ view }) => view),
    changed < 0 ? OPENING : Math.min(changed, OPENING),
  );
  for (const { index, view } of seen) distance[index] = 1 - cosine(view, centroid);
  return { distance, step };
}

/** The mean of all views of the person that the first `count` views show. */
function openingCentroid(views: readonly Int8Array[], count: number): Float32Array {
  const opening = meanDirection(views.slice(0, count));
  const same = views.filter((view) => cosine(view, opening) >= SAME_PERSON);
  return same.length > 0 ? meanDirection(same) : opening;
}
