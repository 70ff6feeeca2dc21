import { expect, test } from 'vitest';
import {
  eventsOf,
  measureSketch,
  type PictureSketch,
  sketchContext,
  sketchSignals,
} from '../../../test/fixtures/pictureSignals.ts';
import { cutAt, type SketchCase, testSketchCases, within } from '../../../test/fixtures/sketchCases.ts';
import { blackFrames } from './blackFrames.ts';
import { cameraShake } from './cameraShake.ts';
import { clippedHighlights } from './clippedHighlights.ts';
import { clippedShadows } from './clippedShadows.ts';
import { droppedFrames } from './droppedFrames.ts';
import { duplicateFrames } from './duplicateFrames.ts';
import { flashShots } from './flashShots.ts';
import { frozenFrames } from './frozenFrames.ts';
import { lumaFlicker } from './lumaFlicker.ts';

type SeriesSketch = NonNullable<PictureSketch['series']>;

const still = (isStill: (frame: number) => boolean): SeriesSketch => ({
  change: (frame) => (isStill(frame) ? 0.01 : 4),
  detailChange: (frame) => (isStill(frame) ? 0.01 : 6),
  temporalInformation: (frame) => (isStill(frame) ? 0.03 : 8),
});
/** Steady movement whose steps are `times` as large at some frames. */
const steps = (times: (frame: number) => number): SeriesSketch => ({
  change: (frame) => 4 * times(frame),
  detailChange: (frame) => 6 * times(frame),
  temporalInformation: (frame) => 8 * times(frame),
});
/** The same, because the camera moves. */
const cameraSteps = (times: (frame: number) => number): SeriesSketch => ({
  ...steps(times),
  panX: (frame) => 0.01 * times(frame),
});
const dark = (isDark: (frame: number) => boolean): SeriesSketch => ({
  lumaHigh: (frame) => (isDark(frame) ? 2 : 220),
  lumaSpread: (frame) => (isDark(frame) ? 0 : 45),
  lumaMean: (frame) => (isDark(frame) ? 1 : 110),
});

/** Pictures that have little in common with the one before at some frames, and nearly everything at the others. */
const unlike = (isUnlike: (frame: number) => boolean): SeriesSketch => ({
  lumaSpread: () => 45,
  temporalInformation: (frame) => (isUnlike(frame) ? 55 : 8),
});

const CASES: readonly SketchCase[] = [
  {
    operator: clippedHighlights,
    what: 'a burnt-out sky',
    sketch: { frames: 100, series: { clippedHighlights: (f) => (within(f, 30, 60) ? 0.24 : 0.01), nearHighlights: () => 0.1 } },
    found: [[24, 30, 60]],
  },
  {
    operator: clippedHighlights,
    what: 'a flash',
    sketch: { frames: 100, series: { clippedHighlights: (f) => (within(f, 30, 34) ? 0.6 : 0.01), nearHighlights: () => 0.1 } },
    found: [],
  },
  {
    operator: clippedHighlights,
    what: 'a drawing on white',
    sketch: { frames: 100, series: { clippedHighlights: () => 0.7, nearHighlights: () => 0.001 } },
    found: [],
  },
  {
    operator: clippedShadows,
    what: 'a picture crushed so far that hardly any of it is left',
    sketch: { frames: 100, series: { clippedShadows: (f) => (within(f, 30, 60) ? 0.8 : 0), nearShadows: () => 0.016 } },
    found: [[80, 30, 60]],
  },
  {
    operator: clippedShadows,
    what: 'a title on black, with soft edges',
    sketch: { frames: 100, series: { clippedShadows: () => 0.9, nearShadows: () => 0.004 } },
    found: [],
  },
  {
    operator: clippedShadows,
    what: 'crushed shadows',
    sketch: { frames: 100, series: { clippedShadows: () => 0.7, nearShadows: () => 0.1 } },
    found: [[70, 0, 100]],
  },
  {
    operator: clippedShadows,
    what: 'a dark scene with detail',
    sketch: { frames: 100, series: { clippedShadows: () => 0.2, nearShadows: () => 0.6, lumaMean: () => 15 } },
    found: [],
  },
  {
    operator: lumaFlicker,
    what: 'brightness that alternates by 4 levels every other frame',
    sketch: { frames: 100, series: { lumaStep: (f) => (within(f, 40, 80) && f % 2 === 0 ? (f % 4 === 0 ? 10 : -10) : 0) } },
    found: [[5.94, 40, 78]],
  },
  {
    operator: lumaFlicker,
    what: 'a slow change of light',
    sketch: { frames: 100, series: { lumaStep: (f) => (within(f, 20, 70) ? 1 : 0) } },
    found: [],
  },
  {
    operator: lumaFlicker,
    what: 'a strobe',
    sketch: { frames: 100, series: { lumaStep: (f) => (within(f, 40, 80) && f % 2 === 0 ? (f % 4 === 0 ? 90 : -90) : 0) } },
    found: [],
  },
  {
    operator: lumaFlicker,
    what: 'one flash',
    sketch: { frames: 100, series: { lumaStep: (f) => (f === 50 ? 40 : f === 52 ? -40 : 0) } },
    found: [],
  },
  { operator: lumaFlicker, what: 'five frames', sketch: { frames: 5 }, found: 'unmeasurable' },
  {
    operator: cameraShake,
    what: 'shake of ±1 % at 7 Hz',
    sketch: {
      frames: 150,
      series: {
        panX: (f) =>
          within(f, 50, 100) ? 0.01 * (Math.sin((2 * Math.PI * 7 * f) / 25) - Math.sin((2 * Math.PI * 7 * (f - 1)) / 25)) : 0,
      },
    },
    found: [[0.71, 49, 100]],
  },
  {
    operator: cameraShake,
    what: 'handheld sway of ±3 % at 0.7 Hz',
    sketch: {
      frames: 150,
      series: { panX: (f) => 0.03 * (Math.sin((2 * Math.PI * 0.7 * f) / 25) - Math.sin((2 * Math.PI * 0.7 * (f - 1)) / 25)) },
    },
    found: [],
  },
  { operator: cameraShake, what: 'a fast steady pan', sketch: { frames: 100, series: { panX: () => 0.02 } }, found: [] },
  { operator: cameraShake, what: '8 frames a second', sketch: { frames: 60, rate: 8 }, found: 'unmeasurable' },
  {
    operator: frozenFrames,
    what: 'a freeze in movement: the frame before it already stands',
    sketch: { frames: 150, series: still((f) => within(f, 61, 81)) },
    found: [[0.84, 60, 81]],
  },
  {
    operator: frozenFrames,
    what: 'a freeze that lasts to the end',
    sketch: { frames: 150, series: still((f) => f >= 110) },
    found: [[1.64, 109, 150]],
  },
  {
    operator: frozenFrames,
    what: 'a drawing that waits a moment before it moves, and one that rests a moment before the cut',
    sketch: { frames: 150, series: still((f) => f < 20 || f >= 140) },
    found: [],
  },
  { operator: frozenFrames, what: 'a still picture', sketch: { frames: 150, series: still(() => true) }, found: [] },
  {
    operator: frozenFrames,
    what: 'a still title between two moving shots',
    sketch: { frames: 150, series: still((f) => within(f, 51, 100)), boundaries: [cutAt(50), cutAt(100)] },
    found: [],
  },
  {
    operator: frozenFrames,
    what: 'a gesture that slows down, rests and starts again',
    sketch: {
      frames: 150,
      series: {
        change: (f) => 4 * Math.min(1, Math.max(0.001, (Math.abs(f - 75) - 12) / 25)),
        detailChange: (f) => 6 * Math.min(1, Math.max(0.001, (Math.abs(f - 75) - 12) / 25)),
        temporalInformation: (f) => 8 * Math.min(1, Math.max(0.001, (Math.abs(f - 75) - 12) / 25)),
      },
    },
    found: [],
  },
  {
    operator: frozenFrames,
    what: 'a freeze in a portrait that hardly moves, which the coder refines for a while',
    sketch: {
      frames: 150,
      series: {
        change: (f) => (within(f, 61, 81) ? 0.1 * 0.7 ** (f - 61) : 0.3),
        temporalInformation: (f) => (within(f, 61, 81) ? 0.3 * 0.8 ** (f - 61) : 1.2 + 0.3 * Math.sin(f)),
      },
    },
    found: [[0.84, 60, 81]],
  },
  {
    operator: frozenFrames,
    what: 'a drawing among others that is held a little longer',
    sketch: { frames: 150, series: still((f) => f % 4 !== 0 || within(f, 61, 66)) },
    found: [],
  },
  {
    operator: duplicateFrames,
    what: 'a stutter in one part of the shot',
    sketch: { frames: 150, series: still((f) => within(f, 60, 90) && f % 2 === 0) },
    found: [[15, 60, 89]],
  },
  {
    operator: duplicateFrames,
    what: 'a shot that slows down and speeds up',
    sketch: { frames: 150, series: steps((f) => (within(f, 60, 90) ? 0.1 : within(f, 50, 100) ? 0.4 : 1)) },
    found: [],
  },
  {
    operator: droppedFrames,
    what: 'even movement',
    sketch: { frames: 150, series: steps((f) => 1 + 0.05 * Math.sin(f)) },
    found: [],
  },
  {
    operator: droppedFrames,
    what: 'a double step of the camera and a fivefold one',
    sketch: { frames: 150, series: cameraSteps((f) => (f === 40 ? 2 : f === 100 ? 5 : 1)) },
    found: [
      [1.91, 40, 41],
      [4.63, 100, 101],
    ],
  },
  {
    operator: droppedFrames,
    what: 'a double step before a resting camera, and a fivefold one, which is somebody who acts',
    sketch: { frames: 150, series: steps((f) => (f === 40 ? 2 : f === 100 ? 5 : 1)) },
    found: [[1.41, 40, 41]],
  },
  {
    operator: droppedFrames,
    what: 'a double step in movement as uneven as that',
    sketch: { frames: 150, series: cameraSteps((f) => (f === 40 ? 2 : 1 + 0.45 * Math.sin(2.4 * f))) },
    found: [],
  },
  {
    operator: droppedFrames,
    what: 'a key frame, which renews the whole picture',
    sketch: {
      frames: 150,
      series: {
        ...cameraSteps((f) => (f === 40 ? 1.5 : 1)),
        change: (f) => (f === 40 ? 24 : 4),
      },
    },
    found: [],
  },
  {
    operator: droppedFrames,
    what: 'a double step after a repeated frame, which makes up for it',
    sketch: { frames: 150, series: cameraSteps((f) => (f === 40 ? 0.002 : f === 41 ? 2 : 1)) },
    found: [],
  },
  {
    operator: droppedFrames,
    what: '30 frames in 25',
    sketch: { frames: 150, series: cameraSteps((f) => (f % 5 === 0 ? 2 : 1)) },
    found: [],
  },
  {
    operator: droppedFrames,
    what: 'a movement that gets going, and a flash',
    sketch: { frames: 150, series: { ...steps((f) => (f < 50 ? 0.3 : 1)), lumaStep: (f) => (f === 100 ? 30 : 0) } },
    found: [],
  },
  {
    operator: droppedFrames,
    what: 'a cut in even movement',
    sketch: { frames: 150, series: cameraSteps((f) => (f === 75 ? 6 : 1)), boundaries: [cutAt(75)] },
    found: [],
  },
  {
    operator: duplicateFrames,
    what: 'one repeated frame and three in a row',
    sketch: { frames: 150, series: still((f) => f === 40 || within(f, 90, 93)) },
    found: [
      [1, 40, 41],
      [3, 90, 93],
    ],
  },
  {
    operator: duplicateFrames,
    what: '8 new frames in 24',
    sketch: { frames: 144, series: still((f) => f % 3 !== 0) },
    found: [],
  },
  { operator: duplicateFrames, what: '24 frames in 30', sketch: { frames: 150, series: still((f) => f % 5 === 4) }, found: [] },
  { operator: duplicateFrames, what: '24 frames in 25', sketch: { frames: 150, series: still((f) => f % 25 === 7) }, found: [] },
  {
    operator: duplicateFrames,
    what: '24 frames in 60',
    sketch: { frames: 300, rate: 60, series: still((f) => f % 5 !== 0 && f % 5 !== 2) },
    found: [],
  },
  {
    operator: duplicateFrames,
    what: 'drawings held for as long as they need',
    sketch: { frames: 150, series: still((f) => ![0, 2, 3, 7, 9, 15, 16, 24, 26, 27, 33, 39].includes(f % 40)) },
    found: 'unmeasurable',
  },
  {
    operator: duplicateFrames,
    what: 'a still picture',
    sketch: { frames: 150, series: still(() => true) },
    found: 'unmeasurable',
  },
  {
    operator: blackFrames,
    what: 'one black frame in a shot',
    sketch: { frames: 100, series: dark((f) => f === 50) },
    found: [[0.04, 50, 51]],
  },
  {
    operator: blackFrames,
    what: 'three black frames between two scenes',
    sketch: {
      frames: 100,
      series: dark((f) => within(f, 50, 53)),
      boundaries: [{ kind: 'fade-black', start: 2, end: 2.12, confidence: 1 }],
    },
    found: [[0.12, 50, 53]],
  },
  {
    operator: blackFrames,
    what: 'a scene that ends in a second of black',
    sketch: {
      frames: 100,
      series: dark((f) => within(f, 50, 75)),
      boundaries: [{ kind: 'fade-black', start: 2, end: 3, confidence: 1 }],
    },
    found: [],
  },
  {
    operator: blackFrames,
    what: 'a fade out and in',
    sketch: {
      frames: 100,
      series: {
        lumaHigh: (f) => 220 * Math.min(1, Math.max(0, (Math.abs(f - 50) - 3) / 12)),
        lumaMean: (f) => 110 * Math.min(1, Math.max(0, (Math.abs(f - 50) - 3) / 12)),
        lumaSpread: (f) => 45 * Math.min(1, Math.max(0, (Math.abs(f - 50) - 3) / 12)),
      },
    },
    found: [],
  },
  {
    operator: blackFrames,
    what: 'black at both ends',
    sketch: { frames: 100, series: dark((f) => f < 10 || f > 90) },
    found: [],
  },
  {
    operator: blackFrames,
    what: 'a strobe',
    sketch: { frames: 100, series: dark((f) => within(f, 30, 70) && f % 6 < 2) },
    found: [],
  },
  {
    operator: flashShots,
    what: 'a shot of 8 frames',
    sketch: { frames: 150, boundaries: [cutAt(60), cutAt(68)] },
    found: [[0.32, 60, 68]],
  },
  {
    operator: flashShots,
    what: 'a last shot that the end of the clip cuts off',
    sketch: { frames: 150, boundaries: [cutAt(60), cutAt(144)] },
    found: [],
  },
  {
    operator: flashShots,
    what: 'two stray pictures within one shot',
    sketch: { frames: 150, series: unlike((f) => f === 60 || f === 62) },
    found: [[0.08, 60, 62]],
  },
  {
    operator: flashShots,
    what: 'a flash, in which the same scene shows',
    sketch: {
      frames: 150,
      series: {
        lumaSpread: (f) => (within(f, 60, 62) ? 80 : 45),
        temporalInformation: (f) => (f === 60 || f === 62 ? 36 : 8),
      },
    },
    found: 'not-applicable',
  },
  {
    operator: flashShots,
    what: 'a jump of movement that does not come back',
    sketch: { frames: 150, series: unlike((f) => f === 60) },
    found: 'not-applicable',
  },
  {
    operator: flashShots,
    what: 'a shake that is as fast all along',
    sketch: { frames: 150, series: unlike((f) => within(f, 50, 70) && f % 2 === 0) },
    found: 'not-applicable',
  },
  {
    operator: flashShots,
    what: 'large movement at six pictures a second, each held for four frames',
    sketch: { frames: 150, series: { lumaSpread: () => 45, temporalInformation: (f) => (f % 4 === 0 ? 45 : 1) } },
    found: 'not-applicable',
  },
  {
    operator: flashShots,
    what: 'an explosion right after a cut',
    sketch: {
      frames: 150,
      series: { ...unlike((f) => f === 60 || f === 66), clippedHighlights: (f) => (f === 66 ? 0.7 : 0) },
      boundaries: [cutAt(60)],
    },
    found: [],
  },
  {
    operator: flashShots,
    what: 'lettering that appears right after a cut',
    sketch: {
      frames: 150,
      series: { lumaSpread: () => 45, temporalInformation: (f) => (f === 60 ? 66 : f === 66 ? 42 : 3) },
      boundaries: [cutAt(60)],
    },
    found: [],
  },
  { operator: flashShots, what: 'a single shot', sketch: { frames: 150 }, found: 'not-applicable' },
  {
    operator: flashShots,
    what: 'a doubtful boundary',
    sketch: { frames: 150, boundaries: [cutAt(60), { ...cutAt(68), kind: 'dissolve', confidence: 0.5 }] },
    found: [],
  },
];

testSketchCases(CASES);

test.each([
  [clippedHighlights, 'clippedHighlights', 'nearHighlights'],
  [clippedShadows, 'clippedShadows', 'nearShadows'],
] as const)('$0.id is drawn frame by frame, but for what is meant to be flat', (operator, clipped, near) => {
  const share = (f: number) => (within(f, 30, 60) ? 0.24 : 0.01);
  const lit = { lumaLow: () => 20, lumaHigh: () => 235 };
  const drawn = (nearby: number) =>
    operator.trace?.(sketchContext(sketchSignals({ frames: 100, series: { ...lit, [clipped]: share, [near]: () => nearby } })));
  expect(drawn(0.1)?.times).toHaveLength(100);
  expect(drawn(0.1)?.values[10]).toBeCloseTo(1, 5);
  expect(drawn(0.1)?.values[40]).toBeCloseTo(24, 5);
  expect(drawn(0.001)?.values[40]).toBe(0);
});

test('a range hears of the part of a fault that lies inside it', () => {
  const sketch = { frames: 150, series: still((f: number) => within(f, 61, 101)) };
  expect(eventsOf(measureSketch(frozenFrames, sketch, { start: 0, end: 3.2 }))).toEqual([[0.8, 60, 80]]);
  expect(eventsOf(measureSketch(frozenFrames, sketch, { start: 4.4, end: 6 }))).toEqual([]);
});

test('sentences give value, limit and unit', () => {
  const outcome = measureSketch(frozenFrames, { frames: 150, series: still((f) => within(f, 61, 76)) });
  expect(outcome.status === 'measured' && outcome.events[0]?.sentence).toBe(
    'The picture stands still for 0.64 s although it moves before and after (limit 0.25 s).',
  );
});

test('a conformed rate is named', () => {
  const outcome = measureSketch(duplicateFrames, { frames: 144, rate: 24, series: still((f) => f % 3 !== 0) });
  expect(outcome.status === 'measured' && outcome.summary.sentence).toBe(
    'Frames repeat in a steady rhythm: about 8 new pictures a second in a file of 24, which is not counted as a fault.',
  );
});
