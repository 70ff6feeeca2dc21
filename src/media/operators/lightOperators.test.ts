import { describe, expect, test } from 'vitest';
import { eventsOf, measureSketch, type PictureSketch, sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import { cutAt, type SketchCase, testSketchCases, within } from '../../../test/fixtures/sketchCases.ts';
import { sketchedClip } from '../../../test/fixtures/sketchedClip.ts';
import { HUE_BINS, PALETTE_BINS } from '../../core/series/sampled.ts';
import { shotsOf } from '../../core/signals.ts';
import { chromaFlicker } from './chromaFlicker.ts';
import { colourCast } from './colourCast.ts';
import { colourTemperature } from './colourTemperature.ts';
import { flashes } from './flashes.ts';
import { fitHarmony } from './harmonicTemplates.ts';
import { hueHarmony } from './hueHarmony.ts';
import { letterboxChange } from './letterboxChange.ts';
import { lightJump } from './lightJump.ts';
import { lumaFlicker } from './lumaFlicker.ts';
import type { Operator } from './operator.ts';
import { paletteDistance } from './paletteDistance.ts';
import { paletteDistance as distanceBetween } from './palettes.ts';
import { photosensitiveRisk } from './photosensitiveRisk.ts';
import { saturation } from './saturation.ts';
import { subjectSaliency } from './subjectSaliency.ts';
import { tonalRange } from './tonalRange.ts';

/** A level over time as the steps that the series hold, the same in every part of the picture. */
const stepsOf = (level: (frame: number) => number) => (frame: number) => (frame === 0 ? 0 : level(frame) - level(frame - 1));
const lit = (level: (frame: number) => number): NonNullable<PictureSketch['series']> => ({
  lumaStep: stepsOf(level),
  lumaFall: stepsOf(level),
  lumaRise: stepsOf(level),
});
const tinted = (blue: number, red: number, when: (frame: number) => number): NonNullable<PictureSketch['series']> => ({
  blueStep: stepsOf((frame) => blue * when(frame)),
  redStep: stepsOf((frame) => red * when(frame)),
});
/** Five times in a second from frame 40 on. */
const fiveTimes = (value: number) => (frame: number) => (within(frame, 40, 65) && frame % 5 < 2 ? value : 0);
const barred = (width: (frame: number) => number): NonNullable<PictureSketch['series']> => ({ barTop: width, barBottom: width });

const CASES: readonly SketchCase[] = [
  {
    operator: flashes,
    what: 'one darker frame',
    sketch: { frames: 100, series: lit((f) => (f === 50 ? -20 : 0)) },
    found: [[7.84, 50, 51]],
  },
  {
    operator: flashes,
    what: 'two frames with a green tint',
    sketch: { frames: 100, series: tinted(-9, -12, (f) => (within(f, 50, 52) ? 1 : 0)) },
    found: [[5.88, 50, 52]],
  },
  {
    operator: flashes,
    what: 'a strobe',
    sketch: { frames: 100, series: lit((f) => (within(f, 30, 70) && f % 5 === 0 ? 30 : 0)) },
    found: [],
  },
  {
    operator: flashes,
    what: 'brightness that flickers',
    sketch: { frames: 100, series: lit((f) => (within(f, 40, 80) ? 8 * Math.sin((2 * Math.PI * 7 * f) / 25) : 0)) },
    found: [],
  },
  {
    operator: flashes,
    what: 'lightning',
    sketch: { frames: 100, series: lit((f) => (within(f, 50, 52) ? 80 : 0)) },
    found: [],
  },
  {
    operator: flashes,
    what: 'a muzzle flash that leaves the corners dark',
    sketch: { frames: 100, series: { ...lit((f) => (f === 50 ? 20 : 0)), lumaFall: () => -1 } },
    found: [],
  },
  {
    operator: flashes,
    what: 'an explosion that dies away',
    sketch: { frames: 100, series: lit((f) => (f < 50 ? 0 : 40 * 0.85 ** (f - 50))) },
    found: [],
  },
  {
    operator: flashes,
    what: 'light that is switched on',
    sketch: { frames: 100, series: lit((f) => (f < 50 ? 0 : 30)) },
    found: [],
  },
  {
    operator: flashes,
    what: 'a black frame',
    sketch: { frames: 100, series: { ...lit((f) => (f === 50 ? -100 : 0)), lumaHigh: (f) => (f === 50 ? 2 : 220) } },
    found: [],
  },
  { operator: flashes, what: 'three frames', sketch: { frames: 3 }, found: 'unmeasurable' },
  {
    operator: chromaFlicker,
    what: 'white balance that swings',
    sketch: {
      frames: 100,
      series: tinted(-3, 3, (f) => (within(f, 40, 80) ? Math.sin((2 * Math.PI * 6 * f) / 25) : 0)),
    },
    found: [[3.45, 41, 79]],
  },
  {
    operator: chromaFlicker,
    what: 'a disco light',
    sketch: { frames: 100, series: tinted(-40, 40, (f) => (f % 4 < 2 ? 1 : 0)) },
    found: [],
  },
  {
    operator: chromaFlicker,
    what: 'a sunset',
    sketch: { frames: 100, series: tinted(-20, 20, (f) => f / 100) },
    found: [],
  },
  {
    operator: lumaFlicker,
    what: 'movement that pulls the parts of the picture apart',
    sketch: {
      frames: 100,
      series: { lumaStep: (f) => (f % 4 < 2 ? 4 : -4), lumaRise: () => 15, lumaFall: () => -15 },
    },
    found: [],
  },
  {
    operator: letterboxChange,
    what: 'bars that appear for a second',
    sketch: { frames: 100, series: barred((f) => (within(f, 40, 65) ? 0.1 : 0)) },
    found: [[20, 40, 65]],
  },
  {
    operator: letterboxChange,
    what: 'bars so wide that they look like a cut',
    sketch: { frames: 100, series: barred((f) => (f < 60 ? 0 : 0.15)), boundaries: [cutAt(60)] },
    found: [[30, 60, 100]],
  },
  { operator: letterboxChange, what: 'constant bars', sketch: { frames: 100, series: barred(() => 0.12) }, found: [] },
  {
    operator: letterboxChange,
    what: 'bars that change at a cut',
    sketch: {
      frames: 100,
      series: { ...barred((f) => (f < 50 ? 0.12 : 0)), detailChange: (f) => (f === 50 ? 40 : 6) },
      boundaries: [cutAt(50)],
    },
    found: [],
  },
  {
    operator: letterboxChange,
    what: 'a moment too dark to tell',
    sketch: { frames: 100, series: barred((f) => (within(f, 40, 60) ? -1 : 0.12)) },
    found: [],
  },
  {
    operator: letterboxChange,
    what: 'a dark thing at one edge only',
    sketch: { frames: 100, series: { barTop: (f) => (within(f, 40, 60) ? 0.3 : 0) } },
    found: [],
  },
  {
    operator: letterboxChange,
    what: 'a night scene',
    sketch: { frames: 100, series: { ...barred(() => -1), barLeft: () => -1, barRight: () => -1 } },
    found: 'unmeasurable',
  },
  {
    operator: lightJump,
    what: 'light that is switched on',
    sketch: { frames: 100, series: lit((f) => (f < 50 ? 0 : 30)) },
    found: [[11.76, 50, 54]],
  },
  { operator: lightJump, what: 'a cloud', sketch: { frames: 100, series: lit((f) => Math.min(50, f / 2)) }, found: [] },
  { operator: lightJump, what: 'a flash', sketch: { frames: 100, series: lit((f) => (f === 50 ? 50 : 0)) }, found: [] },
  {
    operator: lightJump,
    what: 'a cut',
    sketch: { frames: 100, series: lit((f) => (f < 50 ? 0 : 30)), boundaries: [cutAt(50)] },
    found: [],
  },
  {
    operator: tonalRange,
    what: 'a veil over a shot',
    sketch: { frames: 100, series: { tone1: (f) => (f < 50 ? 10 : 100), tone99: (f) => (f < 50 ? 230 : 170) } },
    found: [[27.45, 50, 100]],
  },
  {
    operator: tonalRange,
    what: 'black',
    sketch: { frames: 100, series: { tone1: () => 0, tone99: () => 3 } },
    found: 'not-applicable',
  },
  {
    operator: saturation,
    what: 'a second of neon',
    sketch: { frames: 100, series: { saturation: () => 60, colourfulness: (f) => (within(f, 25, 50) ? 130 : 60) } },
    found: [[60, 25, 50]],
  },
  {
    operator: colourCast,
    what: 'white balance that wanders',
    sketch: { frames: 100, series: { neutralBlue: (f) => -f / 10, neutralRed: (f) => f / 10 } },
    found: [[13.15, 0, 100]],
  },
  {
    operator: colourCast,
    what: 'nothing neutral',
    sketch: { frames: 100, series: { neutralShare: () => 0.01 } },
    found: 'unmeasurable',
  },
  {
    operator: subjectSaliency,
    what: 'clutter',
    sketch: { frames: 100, samples: { series: { saliencyConcentration: () => 0.14, saliencyPeaks: () => 7 } } },
    found: [[14, 0, 100]],
  },
  {
    operator: subjectSaliency,
    what: 'a flat picture',
    sketch: { frames: 100, samples: { series: { saliencyPeaks: () => 0 } } },
    found: 'not-applicable',
  },
  {
    operator: photosensitiveRisk,
    what: 'five flashes in a second',
    sketch: { frames: 100, series: lit((f) => (within(f, 40, 65) && f % 5 < 2 ? 60 : 0)) },
    found: [[5, 40, 63]],
  },
  {
    operator: photosensitiveRisk,
    what: 'five flashes of a quarter of the picture',
    sketch: {
      frames: 100,
      series: {
        ...lit(() => 0),
        lumaRise: (f) => Math.max(0, stepsOf(fiveTimes(60))(f)),
        lumaFall: (f) => Math.min(0, stepsOf(fiveTimes(60))(f)),
      },
    },
    found: [[5, 40, 63]],
  },
  {
    operator: photosensitiveRisk,
    what: 'movement, where some of the picture brightens and as much of it darkens',
    sketch: {
      frames: 100,
      series: { lumaRise: (f) => Math.abs(stepsOf(fiveTimes(60))(f)), lumaFall: (f) => -Math.abs(stepsOf(fiveTimes(60))(f)) },
    },
    found: [],
  },
  {
    operator: photosensitiveRisk,
    what: 'five flashes of saturated red as bright as the grey around them',
    sketch: {
      frames: 100,
      series: {
        ...tinted(-20, 100, fiveTimes(1)),
        lumaMean: () => 70,
        blueMean: (f) => -20 * fiveTimes(1)(f),
        redMean: (f) => 100 * fiveTimes(1)(f),
      },
    },
    found: [[5, 40, 63]],
  },
  {
    operator: photosensitiveRisk,
    what: 'five flashes of orange, which is no saturated red',
    sketch: { frames: 100, series: { ...tinted(-30, 30, fiveTimes(1)), lumaMean: () => 120 } },
    found: [],
  },
  {
    operator: photosensitiveRisk,
    what: 'two flashes in a second, and a faint flicker',
    sketch: { frames: 100, series: lit((f) => (f % 12 < 3 ? 60 : f % 2 === 0 ? 5 : 0)) },
    found: [],
  },
  {
    operator: hueHarmony,
    what: 'a picture in grey',
    sketch: { frames: 100, samples: { series: { hueWeight: () => 0 } } },
    found: 'not-applicable',
  },
];

testSketchCases(CASES);

test.each([3, 7, 11])('flicker tells its frequency, %i times a second', (hertz) => {
  const series = lit((f) => (within(f, 25, 75) ? 6 * Math.sin((2 * Math.PI * hertz * f) / 25) : 0));
  const outcome = measureSketch(lumaFlicker, { frames: 100, series });
  const [event] = outcome.status === 'measured' ? outcome.events : [];
  expect(Number(/about ([\d.]+) times/.exec(event?.sentence ?? '')?.[1])).toBeCloseTo(hertz, 0);
});

describe('palettes', () => {
  const one = (bin: number) => Float64Array.from({ length: PALETTE_BINS }, (_, i) => (i === bin ? 1 : 0));
  const black = 3 * 7 + 3;
  const white = (4 * 7 + 3) * 7 + 3;

  test('are as far apart as their colours', () => {
    expect(distanceBetween(one(black), one(black))).toBe(0);
    // From L 0 to L 100; directions spread over the sphere average to the half only nearly.
    expect(distanceBetween(one(black), one(white))).toBeCloseTo(100, 0);
    const half = one(black).map((share, i) => (share + (one(white)[i] ?? 0)) / 2);
    expect(distanceBetween(one(black), half)).toBeCloseTo(50, 0);
  });

  test('of neighbouring shots are compared', () => {
    const sketch: PictureSketch = {
      frames: 96,
      boundaries: [cutAt(48)],
      samples: { palette: (sample) => (sample < 6 ? black : white) },
    };
    expect(eventsOf(measureSketch(paletteDistance, sketch))).toEqual([[expect.closeTo(100, 0), 48, 96]]);
  });
});

describe('harmonic templates', () => {
  const hues = (...degrees: number[]) =>
    Float64Array.from(
      { length: HUE_BINS },
      (_, bin) => degrees.filter((degree) => Math.round(degree / 5) % HUE_BINS === bin).length,
    );

  test.each([
    ['i', hues(40, 45, 50), 0],
    ['I', hues(40, 45, 220, 225), 0],
    ['V', hues(20, 40, 60, 80, 100), 0],
    ['T', hues(0, 30, 60, 90, 120, 150, 175), 0],
  ] as const)('%s is recognised', (letter, histogram, residual) => {
    expect(fitHarmony(histogram)).toMatchObject({ letter, residual });
  });

  test('hues all around the wheel fit none', () => {
    expect(fitHarmony(new Float64Array(HUE_BINS).fill(1))?.residual).toBeGreaterThan(8);
    expect(fitHarmony(new Float64Array(HUE_BINS))).toBeNull();
  });
});

test('colour temperature: the white of the display, a lamp and a shadow', () => {
  expect(colourTemperature(128, 0, 0)).toBeCloseTo(6504, -2);
  expect(colourTemperature(128, -30, 20)).toBeLessThan(4500);
  expect(colourTemperature(128, 15, -8)).toBeGreaterThan(7500);
  expect(colourTemperature(0, 0, 0)).toBeNull();
});

test.each([flashes, chromaFlicker, lumaFlicker, letterboxChange, lightJump, tonalRange, saturation, colourCast, paletteDistance])(
  '$id draws one value for each time of its range',
  (operator: Operator) => {
    const signals = sketchSignals({ frames: 100 });
    const { duration, frames } = signals;
    const clip = sketchedClip({ duration, frames });
    const shots = shotsOf([], duration);
    const trace = operator.trace?.({ signals, clip, range: { start: 1, end: 3 }, shots, reference: null });
    expect(trace?.values).toHaveLength(trace?.times.length ?? -1);
    expect(trace?.times.every((time) => time >= 1 && time < 3)).toBe(true);
    expect(trace?.times.length).toBeGreaterThan(0);
  },
);
