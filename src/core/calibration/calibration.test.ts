import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calibration, type CalibrationInput, calibrateJudge, calibrationSchema } from './calibration.ts';
import { calibrateDimension } from './dimensionCalibration.ts';
import { groupedFolds } from './groupedFolds.ts';
import type { LabelledScore } from './labelledScore.ts';
import { applyScoreMap, fitScoreMaps, MAP_METHODS, scoreMapSchema } from './scoreMap.ts';
import { shownScore } from './shownScore.ts';

/** Experts see half of what the judge says, a quarter higher, give or take. */
function labelled(clips: number, groups = clips): LabelledScore[] {
  return Array.from({ length: clips }, (_, index) => {
    const raw = ((index * 7) % clips) / clips;
    return { clip: `c${index}`, group: `g${index % groups}`, raw, expert: 0.25 + raw / 2 + ((index % 3) - 1) / 20 };
  });
}

const about = {
  judge: 'gemini',
  fingerprint: 'judge',
  versions: ['v1'],
  createdAt: '2026-01-02T03:04:05Z',
  coverage: 0.9,
  seed: 4,
};
const input = (labels: Record<string, readonly LabelledScore[]>): CalibrationInput => ({
  ...about,
  labels: new Map(Object.entries(labels)),
});

describe('calibration of a dimension', () => {
  it('needs 15 clips of 3 groups', () => {
    expect(calibrateDimension(labelled(14), 0.9, 1)).toEqual({
      kind: 'uncalibrated',
      clips: 14,
      groups: 14,
      reason: 'too-few-clips',
    });
    expect(calibrateDimension(labelled(20, 2), 0.9, 1)).toEqual({
      kind: 'uncalibrated',
      clips: 20,
      groups: 2,
      reason: 'too-few-groups',
    });
    expect(calibrateDimension(labelled(15), 0.9, 1).kind).toBe('calibrated');
    expect(calibrateDimension(labelled(15, 3), 0.9, 1).kind).toBe('calibrated');
  });

  it('says that an interval is unbounded where the clips are too few for its coverage', () => {
    const few = calibrateDimension(labelled(15), 0.95, 1);
    expect(few).toMatchObject({ radius: 'unbounded', limits: ['unbounded-interval'] });
    expect(calibrateDimension(labelled(19), 0.95, 1)).toMatchObject({ radius: expect.any(Number) });
  });

  it('does not hold out a map against clips of its own groups: one group’s fault shows in full', () => {
    // Within each group the experts are constant and raw scores tell the group alone; unseen groups lie elsewhere.
    const memorised = Array.from({ length: 40 }, (_, index) => {
      const group = index % 4;
      return { clip: `c${index}`, group: `g${group}`, raw: group / 4 + index / 1000, expert: [0.9, 0.1, 0.8, 0][group] ?? 0 };
    });
    const found = calibrateDimension(memorised, 0.9, 1);
    expect(found).toMatchObject({ kind: 'calibrated', limits: expect.arrayContaining(['no-nearer-than-constant']) });
  });

  it('is flat, and says so, where raw scores fall while experts’ rise', () => {
    const opposed = labelled(30).map((label) => ({ ...label, raw: 1 - label.raw }));
    expect(calibrateDimension(opposed, 0.9, 1)).toMatchObject({ limits: expect.arrayContaining(['flat']) });
  });

  it('refuses a clip labelled twice and a score off the scale', () => {
    const [first, ...rest] = labelled(20);
    if (first === undefined) throw new Error('no label');
    expect(() => calibrateDimension([first, first, ...rest], 0.9, 1)).toThrow(RangeError);
    expect(() => calibrateDimension([{ ...first, expert: 1.5 }, ...rest], 0.9, 1)).toThrow(RangeError);
    expect(() => calibrateDimension([{ ...first, raw: Number.NaN }, ...rest], 0.9, 1)).toThrow(RangeError);
  });
});

describe('grouped folds', () => {
  const groups = fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 40 });

  it('hold every clip out once and never split a group', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 2, max: 10 }), fc.integer(), (places, most, seed) => {
        const labels = places.map((group, index) => ({ clip: `c${index}`, group: `g${group}`, raw: 0, expert: 0 }));
        const folds = groupedFolds(labels, most, seed);
        const count = Math.min(most, new Set(places).size);
        expect(folds).toHaveLength(count < 2 ? 0 : count);
        for (const { training, heldOut } of folds) {
          const known = new Set(training.map(({ group }) => group));
          expect(heldOut.length).toBeGreaterThan(0);
          expect(heldOut.some(({ group }) => known.has(group))).toBe(false);
          expect(training.length + heldOut.length).toBe(labels.length);
        }
        if (count >= 2)
          expect(folds.flatMap(({ heldOut }) => heldOut.map(({ clip }) => clip)).sort()).toEqual(
            labels.map(({ clip }) => clip).sort(),
          );
      }),
    );
  });

  it('do not depend on the order of the labels', () => {
    const labels = labelled(30, 11);
    const clipsOf = (list: readonly LabelledScore[]) =>
      groupedFolds(list, 5, 3).map(({ heldOut }) => heldOut.map(({ clip }) => clip).sort());
    expect(clipsOf([...labels].reverse())).toEqual(clipsOf(labels));
  });
});

describe('score maps', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('never fall and stay on the scale', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 1 }), share, share, (points, a, b) => {
        const maps = fitScoreMaps(points.map(([raw, expert], index) => ({ clip: `${index}`, group: `${index}`, raw, expert })));
        for (const method of MAP_METHODS) {
          const [low, high] = [applyScoreMap(maps[method], Math.min(a, b)), applyScoreMap(maps[method], Math.max(a, b))];
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(high).toBeGreaterThanOrEqual(low - 1e-12);
          expect(scoreMapSchema.parse(maps[method])).toEqual(maps[method]);
        }
        const half = (applyScoreMap(maps.affine, a) + applyScoreMap(maps.isotonic, a)) / 2;
        expect(applyScoreMap(maps.blend, a)).toBeCloseTo(half, 12);
      }),
    );
  });

  it('are refused when they fall', () => {
    const knots = (...ys: number[]) => ({ method: 'isotonic', knots: ys.map((y, x) => ({ x, y })) });
    expect(scoreMapSchema.safeParse(knots(0, 0.5, 0.5)).success).toBe(true);
    expect(scoreMapSchema.safeParse(knots(0.5, 0)).success).toBe(false);
    expect(scoreMapSchema.safeParse(knots()).success).toBe(false);
    expect(scoreMapSchema.safeParse({ method: 'affine', affine: { intercept: 1, slope: -1 } }).success).toBe(false);
  });
});

describe('calibration of a judge', () => {
  const calibration = calibrateJudge(input({ lens: labelled(40), lighting: labelled(10) }));

  const lens = (calibrations: readonly Calibration[], judge = {}) =>
    shownScore(calibrations, { id: 'gemini', fingerprint: 'judge', versions: ['v1'], ...judge }, 'lens', 0.6);

  it('is the same for the same labels in any order, and survives its file', () => {
    const again = calibrateJudge(input({ lens: labelled(40).reverse(), lighting: labelled(10) }));
    const [one, other] = [lens([calibration]), lens([again])];
    if (one.status !== 'calibrated' || other.status !== 'calibrated') throw new Error('not calibrated');
    expect([other.interval.low, other.value, other.interval.high]).toEqual(
      [one.interval.low, one.value, one.interval.high].map((value) => expect.closeTo(value, 9)),
    );
    expect(calibrateJudge(input({ lens: labelled(40), lighting: labelled(10) }))).toEqual(calibration);
    expect(calibrationSchema.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
  });

  it('shows a score on the experts’ scale with its interval', () => {
    const shown = lens([calibration]);
    if (shown.status !== 'calibrated') throw new Error('not calibrated');
    expect(shown).toMatchObject({ raw: 0.6, interval: { bounded: true, coverage: 0.9 } });
    expect(shown.value).toBeCloseTo(0.55, 1);
    expect(shown.interval.low).toBeLessThan(shown.value);
    expect(shown.interval.high).toBeGreaterThan(shown.value);
  });

  it('shows a score raw, and why, where no map was fitted', () => {
    const raw = { status: 'uncalibrated', value: 0.6 };
    const judge = { id: 'gemini', fingerprint: 'judge', versions: [] };
    expect(shownScore([], judge, 'lens', 0.6)).toEqual({ ...raw, why: 'no-calibration' });
    expect(lens([calibration], { id: 'openai' })).toEqual({ ...raw, why: 'no-calibration' });
    expect(shownScore([calibration], judge, 'lighting', 0.6)).toEqual({ ...raw, why: 'too-few-clips' });
    expect(shownScore([calibration], judge, 'constructor', 0.6)).toEqual({ ...raw, why: 'no-calibration' });
  });

  it('shows a score raw, and as stale, when its judge is another by now', () => {
    const stale = { status: 'stale', value: 0.6 };
    const younger = { ...calibration, fingerprint: 'next judge', createdAt: '2026-02-02T00:00:00Z' };
    expect(lens([calibration], { fingerprint: 'next judge' })).toEqual({ ...stale, why: 'other-fingerprint' });
    expect(lens([younger, calibration])).toMatchObject({ status: 'calibrated' });
    expect(lens([calibration], { versions: ['v1', 'v2'] })).toEqual({ ...stale, why: 'other-model-version' });
  });

  it('compares versions only where both sides tell them', () => {
    const { versions: _, ...untold } = calibration;
    expect(lens([untold], { versions: ['v2'] })).toMatchObject({ status: 'calibrated' });
    expect(lens([{ ...calibration, versions: [] }], { versions: ['v2'] })).toMatchObject({ status: 'calibrated' });
    expect(lens([calibration], { versions: [] })).toMatchObject({ status: 'calibrated' });
  });

  it('shows an interval without ends as the whole scale, said to be unbounded', () => {
    const wide = calibrateJudge({ ...input({ lens: labelled(15) }), coverage: 0.95 });
    expect(lens([wide])).toMatchObject({
      status: 'calibrated',
      interval: { low: 0, high: 1, coverage: 0.95, bounded: false },
    });
  });
});
