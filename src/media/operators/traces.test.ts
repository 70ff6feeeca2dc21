import { describe, expect, test } from 'vitest';
import { type PictureSketch, sketchContext, sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import { SAMPLE_RATE } from '../../../test/fixtures/samples/sound.ts';
import { soundContext } from '../../../test/fixtures/soundSignals.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import type { DrawnTrace } from '../../core/trace.ts';
import type { OperatorContext } from './operator.ts';
import { drawnTrace, traceChoices } from './traces.ts';

const { thresholds } = builtinTaxonomy();
const drawn = (operator: string, context: OperatorContext) => drawnTrace(operator, context, thresholds);
const pictureOf = (sketch: PictureSketch) => sketchContext(sketchSignals(sketch));

/** A tone of 1 kHz on both sides, `levelAt` full scale at clip time t. */
const toneOf = (seconds: number, levelAt: (t: number) => number) =>
  soundContext({
    sound: Float32Array.from({ length: 2 * seconds * SAMPLE_RATE }, (_, i) => {
      const t = (i >> 1) / SAMPLE_RATE;
      return Math.max(-1, Math.min(1, levelAt(t) * Math.sin(2 * Math.PI * 1000 * t)));
    }),
  });

/** The value that is drawn at clip time `time`. */
function valueAt(trace: DrawnTrace | null, time: number): number | undefined {
  const index = trace?.times.findLastIndex((at) => at <= time + 1e-6) ?? -1;
  return trace?.values[index];
}

describe('what lasts is drawn as long as it lasts, with its length, and 0 elsewhere', () => {
  const moves = { change: 4, detailChange: 6, temporalInformation: 8 };
  const still = (from: number, to: number) => ({
    change: (f: number) => (f >= from && f < to ? 0.01 : moves.change),
    detailChange: (f: number) => (f >= from && f < to ? 0.01 : moves.detailChange),
    temporalInformation: (f: number) => (f >= from && f < to ? 0.03 : moves.temporalInformation),
  });

  test('a frozen picture', () => {
    const trace = drawn('frozen-frames', pictureOf({ frames: 150, series: still(61, 81) }));
    expect(trace?.threshold).toEqual({ partial: thresholds['frozen-frames']?.partial, fail: thresholds['frozen-frames']?.fail });
    expect([59, 60, 80, 81].map((frame) => valueAt(trace, frame / 25))).toEqual([
      0,
      expect.closeTo(0.84),
      expect.closeTo(0.84),
      0,
    ]);
  });

  test('a repeated frame, although one alone is no finding', () => {
    const trace = drawn('duplicate-frames', pictureOf({ frames: 150, series: still(60, 61) }));
    expect([59, 60, 61].map((frame) => valueAt(trace, frame / 25))).toEqual([0, 1, 0]);
  });

  test('a step of movement, although it is below the limit', () => {
    const steps = (f: number) => (f === 75 ? 1.5 : 1);
    const series = {
      change: (f: number) => 4 * steps(f),
      detailChange: (f: number) => 6 * steps(f),
      temporalInformation: (f: number) => 8 * steps(f),
      panX: (f: number) => 0.01 * steps(f),
    };
    const trace = drawn('dropped-frames', pictureOf({ frames: 150, series }));
    expect(valueAt(trace, 75 / 25)).toBeGreaterThan(1.2);
    expect(valueAt(trace, 40 / 25)).toBe(0);
  });

  test('sound at full scale', () => {
    const trace = drawn(
      'audio-clipping',
      toneOf(4, (t) => (t >= 2 && t < 2.2 ? 4 : 0.1)),
    );
    expect(valueAt(trace, 2.1)).toBeGreaterThanOrEqual(180);
    expect([1, 3].map((time) => valueAt(trace, time))).toEqual([0, 0]);
  });

  test('a hole in the sound', () => {
    const trace = drawn(
      'audio-dropout',
      toneOf(4, (t) => (t >= 2 && t < 2.1 ? 0 : 0.1)),
    );
    expect(valueAt(trace, 2.05)).toBe(100);
    expect([1, 3].map((time) => valueAt(trace, time))).toEqual([0, 0]);
  });
});

test('how long the shot lasts that is on screen', () => {
  const cut = (time: number) => ({ kind: 'cut', start: time, end: time, confidence: 1 }) as const;
  const trace = drawn('flash-shots', pictureOf({ frames: 150, boundaries: [cut(2), cut(2.2)] }));
  expect([1, 2, 2.16, 2.2, 5].map((time) => valueAt(trace, time))).toEqual(
    [2, 0.2, 0.2, 3.8, 3.8].map((length) => expect.closeTo(length)),
  );
});

test('loudness is drawn as a meter shows it, and silence as the lowest there is', () => {
  // A tone of 1 kHz at −23 dBFS on both sides has −23 LUFS (EBU Tech 3341, case 1).
  const trace = drawn(
    'audio-silence',
    toneOf(6, (t) => (t < 3 ? 10 ** (-23 / 20) : 0)),
  );
  expect(valueAt(trace, 1.5)).toBeCloseTo(-23, 1);
  expect(valueAt(trace, 5)).toBe(-120);
});

test('only what a clip has can be chosen', async () => {
  const silent = pictureOf({ frames: 50 });
  const offered = await traceChoices(silent);
  expect(offered.map(({ operator }) => operator)).toContain('frozen-frames');
  for (const operator of ['audio-clipping', 'audio-dropout', 'audio-silence']) {
    expect(offered.map((choice) => choice.operator)).not.toContain(operator);
    expect(drawn(operator, silent)).toBeNull();
  }
});
