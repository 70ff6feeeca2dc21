import { expect, test } from 'vitest';
import { eventsOf, measureSketch, sketchContext, sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import type { Boundary } from '../../core/signals.ts';
import { shotLengths } from './shotLengths.ts';

const cutAt = (frame: number): Boundary => ({ kind: 'cut', start: frame / 25, end: frame / 25, confidence: 1 });
const CUTS = [cutAt(25), cutAt(50), cutAt(75), cutAt(100)];

test('the median, the extremes and the variation are told, and a shot that stands out is pointed at', () => {
  const outcome = measureSketch(shotLengths, { frames: 200, boundaries: CUTS });
  expect(outcome.status === 'measured' && outcome.summary.measurement.value).toBe(1);
  expect(outcome.status === 'measured' && outcome.summary.sentence).toBe(
    '5 shots last 1 to 4 s, half of them no more than 1 s; their lengths vary by 75 %.',
  );
  expect(eventsOf(outcome)).toEqual([[4, 100, 200]]);
});

test('a range hears of the shots that lie in it', () => {
  const outcome = measureSketch(shotLengths, { frames: 200, boundaries: CUTS }, { start: 0.5, end: 3.5 });
  expect(outcome.status === 'measured' && outcome.summary.sentence).toBe(
    '2 shots last 1 to 1 s, half of them no more than 1 s; their lengths vary by 0 %.',
  );
});

test('a single shot has no rhythm', () => {
  expect(eventsOf(measureSketch(shotLengths, { frames: 200 }))).toBe('not-applicable');
});

test('every shot is drawn as a step', () => {
  const context = sketchContext(sketchSignals({ frames: 100, boundaries: [cutAt(25)] }));
  const trace = shotLengths.trace?.(context);
  expect([...(trace?.times ?? [])].map((time) => Number(time.toFixed(2)))).toEqual([0, 1, 1, 4]);
  expect([...(trace?.values ?? [])]).toEqual([1, 1, 3, 3]);
});
