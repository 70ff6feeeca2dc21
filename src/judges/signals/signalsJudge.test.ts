import { describe, expect, it } from 'vitest';
import { sketchedClip } from '../../../test/fixtures/sketchedClip.ts';
import type { Footage } from '../../core/footage.ts';
import type { Judgement, JudgeRequest } from '../../core/judge.ts';
import type { MeasuredEvent, OperatorResult, Threshold } from '../../core/measurement.ts';
import type { Dimension, Rationale, Taxonomy } from '../../core/taxonomy/model.ts';
import type { TimeSpan } from '../../core/time.ts';
import { createSignalsJudge } from './signalsJudge.ts';

const judge = createSignalsJudge({ operatorsFingerprint: () => 'hold@1' });
const LIMIT: Threshold = { faultWhen: 'above', partial: 0.2, fail: 0.5 };

function rationale(id: string, measurable: Rationale['measurable'] = 'direct'): Rationale {
  return { id, question: '?', pass: 'p', partial: 'h', fail: 'f', needs: [], measurable, severity: 'warning' };
}

function dimension(...rationales: Rationale[]): Dimension {
  return {
    id: 'a.d',
    title: 'Steadiness',
    definition: '',
    subDimensions: [{ id: 'a.d.s', title: 'S', definition: '', rationales }],
  };
}

function event(value: number, span: TimeSpan, threshold = LIMIT): MeasuredEvent {
  const sentence = `still for ${value} s`;
  return { measurement: { operator: 'hold', quantity: 'length', value, unit: 's', threshold, span }, sentence };
}

const at = (start: number, end = start + 0.1): TimeSpan => ({ start, end });

function measured(events: readonly MeasuredEvent[], rationales = ['q1']): OperatorResult {
  return {
    operator: 'hold',
    version: 1,
    rationales,
    proxyFor: [],
    found: 1,
    status: 'measured',
    summary: event(0.1, at(0, 4)),
    events,
  };
}

function silentOn(status: 'not-applicable' | 'unmeasurable', reason: string): OperatorResult {
  return { operator: 'hold', version: 1, rationales: ['q1'], proxyFor: [], found: 1, status, reason };
}

/** Measuring looks at signals only. */
const NO_FOOTAGE: Footage = {
  video: async () => Promise.reject(new Error('no video here')),
  frames: async () => Promise.reject(new Error('no frames here')),
  audio: async () => null,
};

async function judgeOn(asked: Dimension, measurements: readonly OperatorResult[], signal = new AbortController().signal) {
  const request: JudgeRequest = {
    clip: sketchedClip({ duration: 4, frames: { times: Float64Array.of(0, 1), end: 4 } }),
    range: { whole: true, span: at(0, 4) },
    shots: [],
    measurements,
    withoutFaces: null,
    prompt: null,
    footage: NO_FOOTAGE,
    reference: null,
  };
  const judgements: Judgement[] = [];
  await judge.judge(request, [asked], { signal, onJudgement: (_, judgement) => judgements.push(judgement) });
  return judgements[0];
}

describe('signals judge', () => {
  it('answers by the worst event and observes every one, in time order', async () => {
    const late = event(0.9, at(3));
    const early = event(0.3, at(1));
    expect(await judgeOn(dimension(rationale('q1')), [measured([late, early])])).toEqual({
      status: 'answered',
      answers: [
        {
          rationale: 'q1',
          answer: 'fail',
          reason: 'Found at 2 places; the worst is at 0:03.000: still for 0.9 s',
          observations: [
            { span: at(1), text: 'still for 0.3 s', measurement: early.measurement },
            { span: at(3), text: 'still for 0.9 s', measurement: late.measurement },
          ],
        },
      ],
    });
  });

  it('grades an event between the limits as partial and gives its sentence as the reason', async () => {
    const judgement = await judgeOn(dimension(rationale('q1')), [measured([event(0.3, at(1))])]);
    expect(judgement).toMatchObject({ answers: [{ answer: 'partial', reason: 'still for 0.3 s' }] });
  });

  it('finds the worst where small values are bad', async () => {
    const below: Threshold = { faultWhen: 'below', partial: 0.5, fail: 0.2 };
    const events = [event(0.1, at(1), below), event(0.05, at(2), below)];
    const judgement = await judgeOn(dimension(rationale('q1')), [measured(events)]);
    expect(judgement).toMatchObject({ answers: [{ answer: 'fail', reason: expect.stringContaining('0:02.000') }] });
  });

  it('passes with the measured value as evidence when nothing was found', async () => {
    expect(await judgeOn(dimension(rationale('q1')), [measured([])])).toEqual({
      status: 'answered',
      answers: [
        {
          rationale: 'q1',
          answer: 'pass',
          reason: 'still for 0.1 s',
          observations: [{ span: at(0, 4), text: 'still for 0.1 s', measurement: event(0.1, at(0, 4)).measurement }],
        },
      ],
    });
  });

  it('leaves open, with the reading beside the question, what an operator did not find that misses many', async () => {
    for (const found of [0.89, null]) {
      const judgement = await judgeOn(dimension(rationale('q1')), [{ ...measured([]), found }]);
      expect(judgement).toMatchObject({ status: 'unanswered', proxies: [{ rationale: 'q1' }] });
      expect(judgement?.proxies?.[0]?.reading).toMatch(
        /^still for 0\.1 s Not counted as a pass: (?:this measurement finds only 89 %|how many)/,
      );
    }
    const fault = await judgeOn(dimension(rationale('q1')), [{ ...measured([event(0.9, at(1))]), found: 0.25 }]);
    expect(fault).toMatchObject({ status: 'answered', answers: [{ answer: 'fail' }] });
    expect(fault?.proxies).toBeUndefined();
  });

  it('passes only where every operator that answers would have found the fault', async () => {
    const results = [measured([]), { ...measured([]), found: 0.5 }];
    expect(await judgeOn(dimension(rationale('q1')), results)).toMatchObject({ status: 'unanswered' });
  });

  it('says na, with the reason, where the question does not arise', async () => {
    const judgement = await judgeOn(dimension(rationale('q1')), [silentOn('not-applicable', 'There is no sound.')]);
    expect(judgement).toEqual({
      status: 'answered',
      answers: [{ rationale: 'q1', answer: 'na', reason: 'There is no sound.', observations: [] }],
    });
  });

  it('says once what several operators say alike', async () => {
    const silent = silentOn('not-applicable', 'There is no sound.');
    const judgement = await judgeOn(dimension(rationale('q1')), [silent, silent, silentOn('not-applicable', 'It is a still.')]);
    expect(judgement).toMatchObject({ answers: [{ answer: 'na', reason: 'There is no sound. It is a still.' }] });
  });

  it('leaves open what the material cannot answer, also when one of two operators calls it not applicable', async () => {
    const results = [silentOn('unmeasurable', 'Too short.'), silentOn('not-applicable', 'There is no sound.')];
    expect(await judgeOn(dimension(rationale('q1')), results)).toMatchObject({ status: 'unanswered' });
  });

  it('takes a fault that one operator found whatever the other could not measure, but no pass', async () => {
    const unable = silentOn('unmeasurable', 'Too short.');
    const found = await judgeOn(dimension(rationale('q1')), [unable, measured([event(0.9, at(1))])]);
    expect(found).toMatchObject({ answers: [{ answer: 'fail' }] });
    expect(await judgeOn(dimension(rationale('q1')), [unable, measured([])])).toMatchObject({ status: 'unanswered' });
  });

  it('passes by one operator where the other has nothing to look at', async () => {
    const results = [silentOn('not-applicable', 'One shot only.'), measured([])];
    expect(await judgeOn(dimension(rationale('q1')), results)).toMatchObject({ answers: [{ answer: 'pass' }] });
  });

  it('answers only rationales that a measurement answers directly', async () => {
    const asked = dimension(rationale('q1'), rationale('q2', 'proxy'), rationale('q3', 'none'), rationale('q4'));
    const judgement = await judgeOn(asked, [measured([], ['q1', 'q2', 'q3'])]);
    expect(judgement).toMatchObject({ status: 'answered', answers: [{ rationale: 'q1' }] });
  });

  it('is unanswered, with a reason, when no question of the dimension can be measured', async () => {
    expect(await judgeOn(dimension(rationale('q9')), [measured([])])).toEqual({
      status: 'unanswered',
      reason: 'No measurement answers a question of Steadiness.',
    });
  });

  it('shows what proxies measured beside the question and lets them answer nothing', async () => {
    const summary = { measurement: { ...event(0.4, at(0, 4)).measurement, threshold: null }, sentence: 'it sways' };
    const hint: OperatorResult = { ...measured([]), rationales: [], proxyFor: ['q1'], summary, events: [] } as OperatorResult;
    for (const measurable of ['proxy', 'direct', 'none'] as const) {
      expect(await judgeOn(dimension(rationale('q1', measurable)), [hint])).toEqual({
        status: 'unanswered',
        reason: 'No measurement answers a question of Steadiness.',
        proxies: [
          {
            rationale: 'q1',
            reading: 'it sways',
            observations: [{ span: at(0, 4), text: 'it sways', measurement: summary.measurement }],
          },
        ],
      });
    }
  });

  it('stops when aborted', async () => {
    await expect(judgeOn(dimension(rationale('q1')), [], AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('fingerprint of the signals judge', () => {
  const taxonomyOf = (asked: Dimension): Taxonomy => ({
    stages: [{ id: 'production', title: 'P', aspects: [{ id: 'a', title: 'A', definition: '', dimensions: [asked] }] }],
    thresholds: {},
  });
  const base = judge.fingerprint(taxonomyOf(dimension(rationale('q1'))));

  it('stays when only words of the taxonomy change', () => {
    const reworded = dimension({ ...rationale('q1'), question: 'Is it steady?' });
    expect(judge.fingerprint(taxonomyOf(reworded))).toBe(base);
  });

  it('changes with the questions asked, with what is measurable and with the operators', () => {
    const others = [
      judge.fingerprint(taxonomyOf(dimension(rationale('q1'), rationale('q2')))),
      judge.fingerprint(taxonomyOf(dimension(rationale('q1', 'proxy')))),
      createSignalsJudge({ operatorsFingerprint: () => 'hold@2' }).fingerprint(taxonomyOf(dimension(rationale('q1')))),
    ];
    expect(new Set([base, ...others]).size).toBe(4);
  });
});
