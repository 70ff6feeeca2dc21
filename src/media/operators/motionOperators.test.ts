import { expect, test } from 'vitest';
import { measureSketch, type PictureSketch, sketchContext, sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import { cutAt, type SketchCase, testSketchCases, within } from '../../../test/fixtures/sketchCases.ts';
import { abruptStop } from './abruptStop.ts';
import { cameraDrift } from './cameraDrift.ts';
import { cameraPan } from './cameraPan.ts';
import { cameraRoll } from './cameraRoll.ts';
import { cameraShake } from './cameraShake.ts';
import { cameraTilt } from './cameraTilt.ts';
import { cameraZoom } from './cameraZoom.ts';
import { intensityCurve } from './intensityCurve.ts';
import { localRepainting } from './localRepainting.ts';
import { motionEnergy } from './motionEnergy.ts';
import { movementAndRest } from './movementAndRest.ts';
import type { Operator } from './operator.ts';
import { screenDirection } from './screenDirection.ts';
import { speedRamps } from './speedRamps.ts';

/** A pan that gets going over frames 20…40 and then holds, in percent of the width per second. */
const easingIn = (frame: number, speed: number) => (speed / 2500) * Math.min(1, Math.max(0, (frame - 20) / 20));

const CASES: readonly SketchCase[] = [
  {
    operator: localRepainting,
    what: 'detail that is redrawn for a second',
    sketch: { frames: 120, series: { redraw: (f) => (within(f, 40, 65) ? 0.0018 : 0.0003) } },
    found: [[0.26, 40, 65]],
  },
  {
    operator: localRepainting,
    what: 'redrawing with a short pause',
    sketch: { frames: 120, series: { redraw: (f) => (within(f, 40, 75) && f !== 55 ? 0.0025 : 0.0003) } },
    found: [[0.37, 40, 75]],
  },
  {
    operator: localRepainting,
    what: 'weaker redrawing that goes on for a second',
    sketch: { frames: 120, series: { redraw: (f) => (within(f, 40, 65) ? 0.0009 : 0.0003) } },
    found: [[0.12, 40, 65]],
  },
  {
    operator: localRepainting,
    what: 'a gesture as restless, for less than half a second',
    sketch: { frames: 120, series: { redraw: (f) => (within(f, 40, 52) ? 0.0009 : 0.0003) } },
    found: [],
  },
  {
    operator: localRepainting,
    what: 'a few restless frames',
    sketch: { frames: 120, series: { redraw: (f) => (within(f, 40, 45) ? 0.003 : 0.0003) } },
    found: [],
  },
  { operator: localRepainting, what: 'a dozen frames', sketch: { frames: 12 }, found: 'unmeasurable' },
  {
    operator: abruptStop,
    what: 'a pan that stops dead',
    sketch: { frames: 120, series: { panX: (f) => (f < 70 ? -easingIn(f, 20) : 0) } },
    found: [[20, 68, 71]],
  },
  {
    operator: abruptStop,
    what: 'a tilt that stops dead while the pan goes on',
    sketch: { frames: 120, series: { panX: (f) => easingIn(f, 12), panY: (f) => (f < 70 ? (easingIn(f, 20) * 16) / 9 : 0) } },
    found: [[20, 68, 71]],
  },
  {
    operator: abruptStop,
    what: 'a zoom that starts dead',
    sketch: { frames: 120, series: { zoom: (f) => (f < 60 ? 0 : 0.02) } },
    found: [[15, 58, 61]],
  },
  {
    operator: abruptStop,
    what: 'a pan that eases out over a third of a second',
    sketch: { frames: 120, series: { panX: (f) => easingIn(f, 20) * Math.min(1, Math.max(0, (78 - f) / 8)) } },
    found: [],
  },
  {
    operator: abruptStop,
    what: 'a whip pan that stops dead',
    sketch: { frames: 120, series: { panX: (f) => (f < 70 ? easingIn(f, 200) : 0) } },
    found: [],
  },
  {
    operator: abruptStop,
    what: 'a pan that ends in a cut',
    sketch: { frames: 120, boundaries: [cutAt(70)], series: { panX: (f) => (f < 70 ? easingIn(f, 20) : 0) } },
    found: [],
  },
  {
    operator: abruptStop,
    what: 'a hand that holds the camera',
    sketch: { frames: 120, series: { panX: (f) => 0.004 * Math.sin(f / 4), panY: (f) => 0.006 * Math.sin(f / 5 + 1) } },
    found: [],
  },
  {
    operator: abruptStop,
    what: 'a pan over a drawing, which then stands altogether',
    sketch: {
      frames: 120,
      series: {
        panX: (f) => (f < 70 ? easingIn(f, 20) : 0),
        change: (f) => (f < 70 ? 5 : 0.02),
        detailChange: (f) => (f < 70 ? 7 : 0.02),
      },
    },
    found: [],
  },
  { operator: abruptStop, what: 'a locked camera', sketch: { frames: 120 }, found: [] },
  { operator: abruptStop, what: '12 frames a second', sketch: { frames: 60, rate: 12 }, found: 'unmeasurable' },
  {
    operator: abruptStop,
    what: 'a crowd that hides the camera',
    sketch: { frames: 120, series: { panConfidence: () => 0.3 } },
    found: 'unmeasurable',
  },
  {
    operator: cameraShake,
    what: 'a subject that fills half of the picture',
    sketch: { frames: 120, series: { panConfidence: () => 0.55 } },
    found: [],
  },
  {
    operator: cameraShake,
    what: 'a strobe whose flashes match nothing',
    sketch: {
      frames: 120,
      series: {
        lumaMean: (f) => (within(f, 40, 80) && f % 6 === 0 ? 230 : 120),
        panY: (f) => (within(f, 40, 80) && f % 6 === 0 ? 0.2 * Math.sin(f) : 0),
      },
    },
    found: [],
  },
  {
    operator: cameraDrift,
    what: 'a creep to the right',
    sketch: { frames: 150, series: { panX: (f) => (within(f, 40, 110) ? -0.0006 : 0) } },
    found: [[1.15, 31, 119]],
  },
  { operator: cameraDrift, what: 'a pan', sketch: { frames: 150, series: { panX: () => 0.01 } }, found: [] },
  {
    operator: cameraDrift,
    what: 'sway that leads nowhere far',
    sketch: { frames: 150, series: { panX: (f) => 0.004 * Math.sin((2 * Math.PI * f) / 25) } },
    found: [],
  },
  {
    operator: screenDirection,
    what: 'a walk that turns round over a cut',
    sketch: { frames: 100, boundaries: [cutAt(50)], series: { moverX: (f) => (f < 50 ? 0.01 : -0.01) } },
    found: [[1, 50, 50]],
  },
  {
    operator: screenDirection,
    what: 'a walk that goes on',
    sketch: { frames: 100, boundaries: [cutAt(50)], series: { moverX: () => 0.01 } },
    found: [],
  },
  {
    operator: screenDirection,
    what: 'movement to and fro',
    sketch: { frames: 100, boundaries: [cutAt(50)], series: { moverX: (f) => 0.01 * Math.sin(f) } },
    found: 'unmeasurable',
  },
  { operator: screenDirection, what: 'one shot', sketch: { frames: 100 }, found: 'not-applicable' },
  {
    operator: motionEnergy,
    what: 'a person who stands like a picture for a second',
    sketch: { frames: 150, series: { localMotion: (f) => (within(f, 60, 90) ? 0 : 0.01) } },
    found: [[0, 62, 88]],
  },
  { operator: motionEnergy, what: 'five frames', sketch: { frames: 5 }, found: 'unmeasurable' },
  {
    operator: speedRamps,
    what: 'a tempo that doubles and more',
    sketch: { frames: 150, series: { localMotion: (f) => (f < 75 ? 0.004 : 0.01) } },
    found: [[2.5, 68, 83]],
  },
  { operator: speedRamps, what: 'an even tempo', sketch: { frames: 150, series: { localMotion: () => 0.01 } }, found: [] },
];

testSketchCases(CASES);

function sentenceOf(operator: Operator, sketch: PictureSketch): string {
  const outcome = measureSketch(operator, sketch);
  return outcome.status === 'measured' ? (outcome.events[0] ?? outcome.summary).sentence : outcome.reason;
}

test('redrawn detail is located in words and as a region', () => {
  const series = {
    redraw: () => 0.002,
    redrawLeft: () => 0.7,
    redrawTop: () => 0.1,
    redrawWidth: () => 0.2,
    redrawHeight: () => 0.3,
  };
  const outcome = measureSketch(localRepainting, { frames: 50, series });
  const event = outcome.status === 'measured' ? outcome.events[0] : undefined;
  expect(event?.sentence).toBe(
    'Detail at the top on the right is redrawn from frame to frame for 2 s: it jumps about its place by 0.18 % of the picture size, what stays weighted by half as much again (limit 0.1 %).',
  );
  expect(Object.values(event?.measurement.region ?? {}).map((share) => Number(share.toFixed(2)))).toEqual([0.7, 0.1, 0.2, 0.3]);
});

test('the rhythm of a shake is told', () => {
  const path = (f: number) => 0.01 * Math.sin((2 * Math.PI * 7 * f) / 25);
  const sketch = { frames: 150, series: { panX: (f: number) => (within(f, 50, 100) ? path(f) - path(f - 1) : 0) } };
  expect(sentenceOf(cameraShake, sketch)).toMatch(/, most at 7 Hz\.$/);
});

test('moving and resting shots are counted', () => {
  const sketch = {
    frames: 150,
    boundaries: [cutAt(50), cutAt(100)],
    series: { localMotion: (f: number) => (within(f, 50, 100) ? 0.008 : 0.0004) },
  };
  expect(sentenceOf(movementAndRest, sketch)).toBe(
    '1 of 3 shots move and the others rest; 2 of 2 cuts lead from one kind to the other. Shots move by 1 to 20 % of the picture size a second.',
  );
  expect(measureSketch(movementAndRest, { frames: 100 }).status).toBe('not-applicable');
});

test('intensity rises to a peak', () => {
  const sketch = { frames: 500, series: { localMotion: (f: number) => Math.min(f, 400) / 20_000 } };
  expect(sentenceOf(intensityCurve, sketch)).toMatch(/the peak comes at 0:1\d\.\d+ after a rise of 1\d/);
});

test('what the timeline draws has one finite value per time', () => {
  const context = sketchContext(sketchSignals({ frames: 100, boundaries: [cutAt(50)], series: { panX: () => 0.01 } }));
  const operators = [abruptStop, cameraShake, cameraDrift, localRepainting, motionEnergy, screenDirection, movementAndRest];
  for (const operator of [...operators, intensityCurve]) {
    const trace = operator.trace?.(context);
    expect(trace?.times.length, operator.id).toBe(trace?.values.length);
    expect(trace?.times.length, operator.id).toBeGreaterThan(0);
    expect([...(trace?.values ?? [])].every(Number.isFinite), operator.id).toBe(true);
  }
  expect(abruptStop.trace?.(context)?.values[10]).toBeCloseTo(25, 3);
});

test('a change of tempo is drawn where it happens, and nowhere near the ends of a shot', () => {
  const series = { localMotion: (f: number) => (f < 75 ? 0.004 : 0.012) };
  const trace = speedRamps.trace?.(sketchContext(sketchSignals({ frames: 150, series })));
  expect(trace?.values).toHaveLength(150);
  expect(trace?.values[75]).toBeCloseTo(3, 5);
  expect(trace?.values[40]).toBeCloseTo(1, 5);
  expect(trace?.values[10]).toBeNaN();
});

test.each([
  [cameraPan, { panX: () => -0.004 }, 10, 'The camera pans right by up to 10 % of picture width a second'],
  [cameraTilt, { panY: () => -0.004 }, -10, 'The camera tilts down by up to 10 % of picture height a second'],
  [cameraZoom, { zoom: () => 0.002 }, 5, 'The camera moves in by up to 5 % a second'],
  [cameraRoll, { roll: () => 0.01 }, -14.32, 'The camera rolls counter-clockwise by up to 14.3 ° a second'],
] as const)('$id tells which way and how fast', (operator, series, speed, sentence) => {
  const sketch = { frames: 100, boundaries: [cutAt(50)], series };
  const outcome = measureSketch(operator, sketch);
  expect(outcome.status === 'measured' && outcome.summary.measurement.value).toBeCloseTo(speed, 1);
  expect(sentenceOf(operator, sketch)).toContain(sentence);
  const trace = operator.trace?.(sketchContext(sketchSignals(sketch)));
  expect(trace?.values[10]).toBeCloseTo(speed, 1);
  expect(trace?.values[50], 'the first frame of a shot comes from elsewhere').toBeNaN();
});

test.each([cameraPan, cameraTilt, cameraZoom, cameraRoll])('$id rests, or cannot be told', (operator) => {
  expect(sentenceOf(operator, { frames: 100 })).toMatch(/^The camera (does not|neither)/);
  expect(measureSketch(operator, { frames: 100, series: { panConfidence: () => 0.2 } })).toMatchObject({
    status: 'unmeasurable',
  });
});
