import { EXPRESSIONS, FACE_SERIES, type FaceSeries, type FaceSignals, type FaceTrack } from '../../core/faces.ts';
import type { Shot } from '../../core/signals.ts';
import { clearView, identityCurves, SAME_PERSON } from './identity.ts';
import { cosine, meanDirection, type Sighting } from './sighting.ts';

/** A face that was not seen for longer than this, in seconds, is followed no more; when it comes back it is a new track. */
const LONGEST_GAP = 0.6;
/** Overlap (intersection over union) from which a sighting can continue a track. */
const LEAST_OVERLAP = 0.25;
/** How much a perfect likeness counts beside a perfect overlap. */
const LIKENESS_WEIGHT = 0.5;
/** A track is kept when it is seen this often and as long as this, in seconds; anything shorter is a passing doubt. */
const LEAST_SIGHTINGS = 3;
const LEAST_LENGTH = 0.4;
/** Medians over a track below which it is a drawn face, an animal or a pattern; those of real faces are .7, 1 and 8 and more. */
const LEAST_MEDIANS = { score: 0.55, meshScore: 0.9, strength: 5.5 } as const;
/** Share of a face that another one may cover before its embedding is a mixture. */
const MOST_COVERED = 0.1;

interface Seen {
  readonly time: number;
  readonly sighting: Sighting;
  readonly view: Int8Array | null;
}
type Followed = Seen[];

interface Looked {
  /** Clip times in seconds of the pictures that were looked at. */
  readonly times: Float64Array;
  readonly pictureHeight: number;
  /** The faces in each of them. */
  readonly sightings: readonly (readonly Sighting[])[];
}

/** Follows faces within each shot and keeps those of people. */
export function trackFaces({ times, pictureHeight, sightings }: Looked, shots: readonly Shot[]): FaceSignals {
  const tracks: FaceTrack[] = [];
  let doubtful = 0;
  for (const shot of shots) {
    const inShot: { time: number; faces: readonly Sighting[] }[] = [];
    for (const [index, time] of times.entries()) {
      if (time >= shot.start - 1e-6 && time < shot.end - 1e-6) inShot.push({ time, faces: sightings[index] ?? [] });
    }
    const followed = follow(inShot);
    const kept = followed.filter(isPerson);
    doubtful += followed.length - kept.length;
    tracks.push(...kept.map((track) => finished(track, kept)));
  }
  return { times, pictureHeight, tracks, doubtful };
}

function follow(pictures: readonly { readonly time: number; readonly faces: readonly Sighting[] }[]): Followed[] {
  const all: Followed[] = [];
  let live: Followed[] = [];
  for (const { time, faces } of pictures) {
    live = live.filter((track) => time - (track.at(-1)?.time ?? 0) <= LONGEST_GAP);
    const pairs = live
      .flatMap((track) => faces.map((sighting) => ({ track, sighting, fit: fitOf(track, sighting) })))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit);
    const taken = new Set<Followed | Sighting>();
    for (const { track, sighting } of pairs) {
      if (taken.has(track) || taken.has(sighting)) continue;
      taken.add(track).add(sighting);
      track.push(seenAt(time, sighting, faces));
    }
    for (const sighting of faces) {
      if (taken.has(sighting)) continue;
      const track = [seenAt(time, sighting, faces)];
      live.push(track);
      all.push(track);
    }
  }
  return all;
}

function seenAt(time: number, sighting: Sighting, faces: readonly Sighting[]): Seen {
  const mixed = faces.some((other) => other !== sighting && overlapOf(other, sighting) > MOST_COVERED);
  return { time, sighting, view: mixed ? null : (clearView(sighting)?.direction ?? null) };
}

/** How well a sighting continues a track; 0 when it cannot. */
function fitOf(track: Followed, sighting: Sighting): number {
  const last = track.at(-1);
  const overlap = last ? overlapOf(last.sighting, sighting) : 0;
  if (overlap < LEAST_OVERLAP) return 0;
  const known = track.findLast(({ view }) => view !== null)?.view;
  const view = clearView(sighting)?.direction;
  return overlap + (known && view ? LIKENESS_WEIGHT * cosine(known, view) : 0);
}

/** Intersection over union of two faces. */
export function overlapOf(a: Sighting, b: Sighting): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (a.width * a.height + b.width * b.height - common);
}

function isPerson(track: Followed): boolean {
  const first = track[0]?.time ?? 0;
  const last = track.at(-1)?.time ?? 0;
  if (track.length < LEAST_SIGHTINGS || last - first < LEAST_LENGTH) return false;
  const strengths = track.flatMap(({ sighting }) => (sighting.embedding === null ? [] : [sighting.embedding.strength]));
  return (
    median(track.map(({ sighting }) => sighting.score)) >= LEAST_MEDIANS.score &&
    median(track.map(({ sighting }) => sighting.meshScore)) >= LEAST_MEDIANS.meshScore &&
    median(strengths) >= LEAST_MEDIANS.strength
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NEGATIVE_INFINITY;
}

function finished(track: Followed, all: readonly Followed[]): FaceTrack {
  const times = Float64Array.from(track, ({ time }) => time);
  const curves = identityCurves(times, withoutOthers(track, all));
  const at: Readonly<Record<FaceSeries, (sighting: Sighting, index: number) => number>> = {
    x: ({ x }) => x,
    y: ({ y }) => y,
    width: ({ width }) => width,
    height: ({ height }) => height,
    score: ({ score, meshScore }) => Math.min(score, meshScore),
    yaw: ({ yaw }) => yaw,
    pitch: ({ pitch }) => pitch,
    mouthOpening: ({ mouthOpening }) => mouthOpening,
    headCut: ({ headCut }) => headCut,
    identityDistance: (_, index) => curves.distance[index] ?? Number.NaN,
    identityStep: (_, index) => curves.step[index] ?? Number.NaN,
    clothesLightness: ({ clothes }) => clothes?.[0] ?? Number.NaN,
    clothesA: ({ clothes }) => clothes?.[1] ?? Number.NaN,
    clothesB: ({ clothes }) => clothes?.[2] ?? Number.NaN,
    // Made from the list of all expressions.
    ...(Object.fromEntries(
      EXPRESSIONS.map((name, position) => [name, ({ expressions }: Sighting) => expressions[position] ?? 0]),
    ) as Record<(typeof EXPRESSIONS)[number], (sighting: Sighting) => number>),
  };
  const valuesOf = (name: FaceSeries) => Float32Array.from(track, ({ sighting }, index) => at[name](sighting, index));
  // Made from the list of all names.
  const series = Object.fromEntries(FACE_SERIES.map((name) => [name, valuesOf(name)])) as Record<FaceSeries, Float32Array>;
  return { times, series };
}

/**
 * The clear views of a track. Where it ran over to somebody else who is in the shot anyway, people crossed and the tracker took
 * one for the other: that is no change of a face, and these views are left out.
 */
function withoutOthers(track: Followed, all: readonly Followed[]): (Int8Array | null)[] {
  const own = openingOf(track);
  const others = all.filter((other) => other !== track).map(openingOf);
  return track.map(({ view }) => {
    if (view === null || cosine(view, own) >= SAME_PERSON) return view;
    return others.some((other) => cosine(view, other) >= SAME_PERSON) ? null : view;
  });
}

function openingOf(track: Followed): Float32Array {
  return meanDirection(track.flatMap(({ view }) => (view === null ? [] : [view])).slice(0, 4));
}
