import { describe, expect, it } from 'vitest';
import type { Sighting } from './sighting.ts';
import { trackFaces } from './tracker.ts';

/** Directions of strangers: at right angles to each other. */
function person(number: number): Int8Array {
  return Int8Array.from({ length: 64 }, (_, index) => (index % 4 === number ? 80 : 0));
}

function sighting(changes: Partial<Sighting> & { readonly who?: number } = {}): Sighting {
  const { who = 0, ...rest } = changes;
  return {
    x: 0.4,
    y: 0.2,
    width: 0.2,
    height: 0.4,
    pixels: 190,
    score: 0.85,
    meshScore: 1,
    yaw: 0,
    pitch: 0,
    mouthOpening: 0.05,
    headCut: 0,
    clothes: [40, 0, 0],
    expressions: [0, 0, 0, 0, 1, 0, 0],
    embedding: { direction: person(who), strength: 12 },
    ...rest,
  };
}

const RATE = 10;

/** Follows what is seen in each picture, ten a second, in shots that begin at the given times. */
function track(pictures: readonly (readonly Sighting[])[], cuts: readonly number[] = []) {
  const times = Float64Array.from(pictures, (_, index) => index / RATE);
  const starts = [0, ...cuts];
  const shots = starts.map((start, index) => ({ index, start, end: starts[index + 1] ?? pictures.length / RATE }));
  return trackFaces({ times, pictureHeight: 480, sightings: pictures }, shots);
}

function pictures(count: number, seen: (index: number) => Sighting[]): Sighting[][] {
  return Array.from({ length: count }, (_, index) => seen(index));
}

const highest = (values: Float32Array | undefined) => Math.max(...(values ?? []).filter((value) => !Number.isNaN(value)));

describe('following', () => {
  it('keeps one moving face as one track, over a moment in which it was not found', () => {
    const { tracks } = track(pictures(20, (index) => (index === 9 ? [] : [sighting({ x: 0.2 + index * 0.02 })])));
    expect(tracks.map(({ times }) => times.length)).toEqual([19]);
  });

  it('begins anew after a cut', () => {
    const { tracks } = track(
      pictures(20, () => [sighting()]),
      [1],
    );
    expect(tracks.map(({ times }) => [times[0], times.length])).toEqual([
      [0, 10],
      [1, 10],
    ]);
  });

  it('keeps two faces apart', () => {
    const { tracks } = track(pictures(12, () => [sighting({ x: 0.1 }), sighting({ x: 0.6, who: 1 })]));
    expect(tracks.map(({ series }) => series.x[0]?.toFixed(1))).toEqual(['0.1', '0.6']);
  });
});

describe('what is no clear face of a person', () => {
  it.each([
    ['a drawn face, which the recognition network finds weak', { embedding: { direction: person(0), strength: 4 } }],
    ['an animal, over which the mesh does not fit', { meshScore: 0.5 }],
    ['a pattern, of which the detector is not sure', { score: 0.4 }],
    ['something of which no embedding could be had', { embedding: null }],
  ])('is left out: %s', (_, changes) => {
    const { tracks, doubtful } = track(pictures(12, () => [sighting(changes)]));
    expect({ tracks: tracks.length, doubtful }).toEqual({ tracks: 0, doubtful: 1 });
  });

  it('is left out when it is there for a moment only', () => {
    expect(track(pictures(12, (index) => (index < 3 ? [sighting()] : []))).tracks).toEqual([]);
  });
});

describe('identity', () => {
  it('does not change while the same person is seen', () => {
    const { tracks } = track(pictures(20, () => [sighting()]));
    expect(highest(tracks[0]?.series.identityStep)).toBeCloseTo(0);
    expect(highest(tracks[0]?.series.identityDistance)).toBeCloseTo(0);
  });

  it('changes at the moment at which the face in the same place is another one', () => {
    const { tracks } = track(pictures(20, (index) => [sighting({ who: index < 12 ? 0 : 1 })]));
    const steps = tracks[0]?.series.identityStep ?? new Float32Array();
    expect(highest(steps)).toBeCloseTo(1);
    expect(steps.indexOf(highest(steps))).toBe(12);
    expect(tracks[0]?.series.identityDistance[11]).toBeCloseTo(0);
    expect(tracks[0]?.series.identityDistance[12]).toBeCloseTo(1);
  });

  it.each([
    ['small', { pixels: 50 }],
    ['turned away', { yaw: 0.8 }],
    ['unsure', { meshScore: 0.7 }],
    ['cut by the frame edge', { height: 0.9 }],
  ])('is not read from a face that is %s', (_, changes) => {
    const { tracks } = track(pictures(20, (index) => [sighting(index < 11 ? {} : { who: 1, ...changes })]));
    expect(highest(tracks[0]?.series.identityStep)).toBeCloseTo(0);
    expect(tracks[0]?.series.identityDistance[12]).toBeNaN();
  });

  it('is not read while another face covers it', () => {
    const { tracks } = track(
      pictures(20, (index) => [sighting(), ...(index > 9 && index < 15 ? [sighting({ x: 0.5, who: 1 })] : [])]),
    );
    expect(tracks[0]?.series.identityDistance[12]).toBeNaN();
  });
});
