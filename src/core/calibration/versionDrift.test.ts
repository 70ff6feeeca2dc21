import { expect, it } from 'vitest';
import { judgeReports } from '../judgeReport.ts';
import type { ModelRecord } from '../modelRecord.ts';
import { reviewOf } from '../review.ts';
import { answerTo, smallTaxonomy, verdictOf } from '../testVerdicts.ts';
import { toolAnswer } from '../toolAnswer.ts';
import { calibrationLabels } from './calibrationLabels.ts';
import { testCalibration } from './testCalibration.ts';

const taxonomy = smallTaxonomy();
const answeredAs = (...versions: string[]): ModelRecord => ({
  ...{ backend: 'gemini', origin: 'https://example.com', model: 'latest', versions, responses: [], usage: null, samples: 1 },
  footage: { kind: 'video', frameRate: 8, longSide: 768, withAudio: true, bytes: 1 },
  cautions: [],
});
const x = (...versions: string[]) => verdictOf('a.x', [answerTo('a.x.p.r1', 'pass')], { model: answeredAs(...versions) });
const y = (...versions: string[]) => verdictOf('a.y', [answerTo('a.y.s.r1', 'fail')], { model: answeredAs(...versions) });

it('remembers as which the model answered about what was labelled, and nothing else', () => {
  const fox = { rater: 'fox', scores: new Map([['a.x', 0.5]]), said: new Map() };
  const scores = ['one', 'two'].map((hash) => ({ ...fox, clip: { hash, path: hash } }));
  const judged = new Map([
    ['one', [x('v2', 'v1'), y('v9')]],
    ['two', [x('v1')]],
    ['unlabelled', [x('v8')]],
  ]);
  expect(calibrationLabels(taxonomy, scores, judged).versions).toEqual(['v1', 'v2']);
});

it('makes scores stale, dimension by dimension, that another version of the model gave', () => {
  const calibration = testCalibration({ 'a.x': 0.1, 'a.y': 0.1 }, { versions: ['v1'] });
  const review = reviewOf('hash', [x('v1'), y('v2')]);
  const [report] = judgeReports(taxonomy, review, [calibration]);
  expect(report?.dimensions.map(({ shown }) => shown)).toMatchObject([
    { status: 'calibrated', value: 0.75, raw: 1 },
    { status: 'stale', value: 0, why: 'other-model-version' },
  ]);
  const [told] = toolAnswer(taxonomy, review, { clip: 'a.mp4', calibrations: [calibration], notes: [] }).judges;
  expect(told?.dimensions.map(({ score, calibration }) => [score, calibration])).toEqual([
    [1, { status: 'calibrated', score: 0.75, low: 0.65, high: 0.85, coverage: 0.9, bounded: true }],
    [0, { status: 'stale', why: 'other-model-version' }],
  ]);
});
