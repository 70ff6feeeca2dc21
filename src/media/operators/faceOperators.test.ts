import { describe, expect, it } from 'vitest';
import { sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import { sketchedClip } from '../../../test/fixtures/sketchedClip.ts';
import { type FaceSketch, sketchFaces } from '../../../test/fixtures/sketchedFaces.ts';
import type { FaceSignals } from '../../core/faces.ts';
import { type Signals, shotsOf } from '../../core/signals.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import type { TimeSpan } from '../../core/time.ts';
import { decodeSignals, encodeSignals, SIGNALS_VERSION } from '../analysis/signalsFile.ts';
import { attributeColour } from './attributeColour.ts';
import { expressionChange } from './expressionChange.ts';
import { faceIdentity } from './faceIdentity.ts';
import { faceSize } from './faceSize.ts';
import { headCut } from './headCut.ts';
import { lipSync } from './lipSync.ts';
import type { Operator, OperatorContext, OperatorOutcome } from './operator.ts';
import { OPERATORS, outcomeOf } from './registry.ts';

const OF_FACES: readonly Operator[] = [faceIdentity, faceSize, headCut, expressionChange, attributeColour, lipSync];
/** Ten seconds. */
const MOMENTS = 125;

function contextOf(
  faces: FaceSignals | null,
  options: { readonly range?: TimeSpan; readonly audio?: Signals['audio'] } = {},
): OperatorContext {
  const signals = { ...sketchSignals({ frames: 250 }), faces, audio: options.audio ?? null };
  const clip = sketchedClip({ duration: 10, frames: { times: signals.frames.times, end: 10 } });
  const range = options.range ?? { start: 0, end: 10 };
  return { signals, clip, range, shots: shotsOf(signals.boundaries, signals.duration), reference: null };
}

function measured(operator: Operator, context: OperatorContext): Extract<OperatorOutcome, { status: 'measured' }> {
  const outcome = outcomeOf(operator, context, builtinTaxonomy().thresholds);
  if (outcome.status !== 'measured') throw new Error(outcome.reason);
  return outcome;
}

/** Values and times of the events. */
function eventsOf(operator: Operator, sketch: FaceSketch, range?: TimeSpan): [number, number, number][] {
  return measured(operator, contextOf(sketchFaces(sketch), range ? { range } : {})).events.map(
    ({ measurement: { value, span } }) => [Number(value.toFixed(2)), Number(span.start.toFixed(2)), Number(span.end.toFixed(2))],
  );
}

/** Sound whose loudness swings like the mouth does, `late` seconds after it. */
function soundLike(mouthAt: (time: number) => number, late: number): Signals['audio'] {
  const speechEnvelope = Float32Array.from({ length: 1000 }, (_, hop) => 10 ** ((mouthAt(hop / 100 - late) * 400 - 40) / 20));
  // Operators of faces read the level of speech only; a bass swells under it.
  const rms = speechEnvelope.map((level, hop) => Math.hypot(level, 0.3 * (1 + Math.sin(hop / 40))));
  return { channels: 1, series: { rms, speechEnvelope } } as unknown as Signals['audio'];
}

describe('every operator of faces', () => {
  it('is in the registry', () => {
    expect(OF_FACES.filter((operator) => !OPERATORS.includes(operator))).toEqual([]);
  });

  it.each(OF_FACES.map((operator) => [operator.id, operator] as const))(
    '%s says how to look for faces when nobody did',
    (_, operator) => {
      const outcome = outcomeOf(operator, contextOf(null, { audio: soundLike(() => 0, 0) }), builtinTaxonomy().thresholds);
      expect(outcome).toMatchObject({ status: 'unmeasurable', reason: expect.stringContaining('evalverse.faces.enabled') });
    },
  );

  it.each(OF_FACES.map((operator) => [operator.id, operator] as const))(
    '%s abstains where no clear face was found',
    (_, operator) => {
      const none: FaceSignals = { times: new Float64Array(10), pictureHeight: 480, tracks: [], doubtful: 3 };
      const outcome = outcomeOf(operator, contextOf(none, { audio: soundLike(() => 0, 0) }), builtinTaxonomy().thresholds);
      expect(outcome.status).toBe('unmeasurable');
    },
  );

  it('raises nothing about a calm face', () => {
    for (const operator of [faceIdentity, faceSize, headCut, expressionChange, attributeColour]) {
      expect(eventsOf(operator, { moments: MOMENTS }), operator.id).toEqual([]);
    }
  });
});

it('faces survive the signals file', () => {
  const faces = sketchFaces({ moments: 7 }, { moments: 3, series: { yaw: (moment) => moment / 10 } });
  const signals = { ...sketchSignals({ frames: 5 }), version: SIGNALS_VERSION, faces };
  expect(decodeSignals(encodeSignals(signals))?.faces).toEqual(faces);
});

describe('face-identity', () => {
  const other = (from: number, to: number): FaceSketch => ({
    moments: MOMENTS,
    series: {
      identityStep: (moment) => (moment === from || moment === to ? 0.6 : 0.1),
      identityDistance: (moment) => (moment >= from && moment < to ? 0.55 : 0.08),
    },
  });

  it('finds another face from the change to the change back', () => {
    expect(eventsOf(faceIdentity, other(50, 75))).toEqual([[0.6, 4, 6]]);
  });

  it('finds another face that stays to the end', () => {
    expect(eventsOf(faceIdentity, other(50, MOMENTS))).toEqual([[0.6, 4, 10]]);
  });

  it('looks at the range only', () => {
    expect(eventsOf(faceIdentity, other(50, 75), { start: 0, end: 3.9 })).toEqual([]);
    expect(eventsOf(faceIdentity, other(50, 75), { start: 3, end: 5 })).toEqual([[0.6, 4, 5]]);
    expect(eventsOf(faceIdentity, other(50, 75), { start: 5, end: 8 })).toEqual([[0.6, 5.04, 6]]);
  });

  it('finds another face also where only the change back is clear', () => {
    const unclear = other(50, 75);
    const series = { ...unclear.series, identityStep: (moment: number) => (moment === 75 ? 0.6 : 0.1) };
    expect(eventsOf(faceIdentity, { ...unclear, series })).toEqual([[0.6, 4, 6]]);
  });

  it('says where the face is', () => {
    const region = measured(faceIdentity, contextOf(sketchFaces(other(50, 75)))).events[0]?.measurement.region;
    expect(Object.values(region ?? {}).map((share) => Number(share.toFixed(2)))).toEqual([0.4, 0.2, 0.2, 0.4]);
  });

  it('abstains without clear views, and where there were too few to compare', () => {
    const faces = sketchFaces({ moments: MOMENTS, series: { identityStep: () => Number.NaN } });
    expect(outcomeOf(faceIdentity, contextOf(faces), builtinTaxonomy().thresholds).status).toBe('unmeasurable');
  });

  it('draws the change over time, the larger one of two faces', () => {
    const faces = sketchFaces({ moments: 3 }, { moments: 2, series: { identityStep: () => 0.3 } });
    expect([...(faceIdentity.trace?.(contextOf(faces))?.values ?? [])].map((value) => value.toFixed(2))).toEqual([
      '0.30',
      '0.30',
      '0.06',
    ]);
  });
});

describe('proxies', () => {
  it('face-size tells the largest face', () => {
    const faces = sketchFaces({ moments: MOMENTS }, { moments: 50, series: { height: () => 0.15 } });
    const { summary } = measured(faceSize, contextOf(faces));
    expect(summary.measurement).toMatchObject({ value: expect.closeTo(40), threshold: null });
    expect(summary.sentence).toContain('the smallest of 2 fills 15 %');
  });

  it('head-cut points to where the frame edge cuts a head for long enough', () => {
    const cut = (from: number, to: number): FaceSketch => ({
      moments: MOMENTS,
      series: { headCut: (moment) => (moment >= from && moment < to ? 0.3 : 0.02) },
    });
    expect(eventsOf(headCut, cut(25, 50))).toEqual([[30, 2, 4]]);
    expect(eventsOf(headCut, cut(25, 28))).toEqual([]);
  });

  it('expression-change points to a jump, and not to a slow change', () => {
    const jump = (share: (moment: number) => number): FaceSketch => ({
      moments: MOMENTS,
      series: { happy: (moment) => share(moment), neutral: (moment) => 1 - share(moment) },
    });
    expect(
      eventsOf(
        expressionChange,
        jump((moment) => (moment < 50 ? 0 : 1)),
      ),
    ).toEqual([[100, 3.75, 4.25]]);
    expect(
      eventsOf(
        expressionChange,
        jump((moment) => moment / MOMENTS),
      ),
    ).toEqual([]);
  });

  it('attribute-colour points to where the clothes change colour', () => {
    const changed: FaceSketch = { moments: MOMENTS, series: { clothesA: (moment) => (moment < 50 ? 5 : 45) } };
    expect(eventsOf(attributeColour, changed)).toEqual([[40, 3.75, 4.25]]);
    const gone = sketchFaces({ moments: MOMENTS, series: { clothesA: () => Number.NaN } });
    expect(attributeColour.measure(contextOf(gone)).status).toBe('unmeasurable');
  });
});

describe('lip-sync', () => {
  const mouthAt = (time: number) => 0.05 + 0.03 * Math.sin(2 * Math.PI * 1.7 * time) + 0.02 * Math.sin(2 * Math.PI * 0.63 * time);
  const speaking = sketchFaces({ moments: MOMENTS, series: { mouthOpening: (moment) => mouthAt(moment / 12.5) } });

  it.each([
    [0, 'in time'],
    [0.24, '0.24 s after the mouth'],
    [-0.3, '0.3 s before the mouth'],
  ])('tells sound that is %s s late', (late, words) => {
    const { summary } = measured(lipSync, contextOf(speaking, { audio: soundLike(mouthAt, late) }));
    expect(summary.measurement.value).toBeGreaterThan(0.95);
    expect(summary.sentence).toContain(words);
  });

  it('abstains over a still mouth, steady sound, and a mouth seen too seldom', () => {
    const still = contextOf(sketchFaces({ moments: MOMENTS }), { audio: soundLike(mouthAt, 0) });
    const steady = contextOf(speaking, { audio: soundLike(() => 0.05, 0) });
    const seldom = contextOf(sketchFaces({ moments: 60, rate: 6, series: { mouthOpening: (moment) => mouthAt(moment / 6) } }), {
      audio: soundLike(mouthAt, 0),
    });
    expect([still, steady, seldom].map((context) => lipSync.measure(context).status)).toEqual(Array(3).fill('unmeasurable'));
  });

  it('does not apply to a silent clip', () => {
    expect(lipSync.measure(contextOf(speaking)).status).toBe('not-applicable');
  });
});
