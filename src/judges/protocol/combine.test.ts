import { describe, expect, it } from 'vitest';
import type { Answer } from '../../core/verdict.ts';
import { combineDraws, type Draw, needsNoMoreSamples } from './combine.ts';

let moment = 0;
function draw(answer: Answer, weights: Partial<Record<Answer, number>> | null = null): Draw {
  moment += 1;
  return {
    answer: {
      rationale: 'r',
      answer,
      reason: `${answer} because`,
      observations: answer === 'na' ? [] : [{ span: { start: moment, end: moment + 1 }, text: `${answer} seen` }],
    },
    weights: weights && { pass: 0, partial: 0, fail: 0, na: 0, ...weights },
  };
}
const unsupported: Draw = { open: { rationale: 'r', why: 'unsupported', reason: 'nothing cited' } };
const draws = (...answers: Answer[]) => answers.map((answer) => draw(answer));

describe('samples', () => {
  it.each<[Answer[], Answer, number | null]>([
    [['pass', 'pass', 'pass'], 'pass', 1],
    [['pass', 'pass', 'fail'], 'partial', 2 / 3],
    [['pass', 'pass', 'partial'], 'pass', 2.5 / 3],
    [['fail', 'fail', 'pass'], 'partial', 1 / 3],
    [['pass', 'fail'], 'partial', 0.5],
    [['pass', 'partial'], 'partial', 0.75],
    [['partial', 'fail'], 'fail', 0.25],
    [['na', 'na', 'pass'], 'na', 1],
    [['na', 'na'], 'na', null],
    [['na', 'fail', 'fail'], 'fail', 0],
  ])('%j make %s', (answers, answer, value) => {
    const combined = combineDraws(draws(...answers));
    expect(combined).toMatchObject({ rationale: 'r', answer });
    if (!('sampled' in combined)) throw new Error('not sampled');
    if (value === null) expect(combined.sampled?.value).toBeNull();
    else expect(combined.sampled?.value).toBeCloseTo(value, 12);
    expect(combined.sampled?.votes).toEqual({
      pass: answers.filter((one) => one === 'pass').length,
      partial: answers.filter((one) => one === 'partial').length,
      fail: answers.filter((one) => one === 'fail').length,
      na: answers.filter((one) => one === 'na').length,
    });
  });

  it('show the observations of those that gave the answer, each once, in time order', () => {
    const [a, b, c] = draws('fail', 'fail', 'partial');
    if (!a || !b || !c) throw new Error('three draws');
    const combined = combineDraws([b, a, c, a]);
    expect('observations' in combined && combined.observations.map(({ text }) => text)).toEqual(['fail seen', 'fail seen']);
    expect(combined.reason).toBe('fail because');
  });

  it('let all speak where the mean lies between what was said', () => {
    const combined = combineDraws(draws('pass', 'fail'));
    expect(combined.reason).toBe('The samples disagree. pass: pass because fail: fail because');
    expect('observations' in combined && combined.observations.length).toBe(2);
  });

  it('leave open whether the question applies when as many say so as not', () => {
    expect(combineDraws(draws('na', 'pass'))).toMatchObject({ rationale: 'r', why: 'split' });
    expect(combineDraws(draws('na', 'na', 'pass', 'fail'))).toMatchObject({ why: 'split' });
  });

  it('without a valid answer do not vote', () => {
    expect(combineDraws([unsupported, draw('fail')])).toMatchObject({ answer: 'fail', sampled: { votes: { fail: 1 } } });
    expect(combineDraws([unsupported, unsupported])).toMatchObject({ why: 'unsupported' });
  });

  it('are nothing that one answer has', () => {
    expect(combineDraws(draws('fail'))).not.toHaveProperty('sampled');
  });
});

describe('probabilities', () => {
  it('give the expectation', () => {
    const combined = combineDraws([draw('pass', { pass: 0.6, partial: 0.35, fail: 0.05 })]);
    expect(combined).toMatchObject({ answer: 'pass' });
    expect('sampled' in combined && combined.sampled?.value).toBeCloseTo(0.775, 12);
  });

  it('can move the answer to where the mean lies', () => {
    expect(combineDraws([draw('pass', { pass: 0.5, partial: 0.2, fail: 0.3 })])).toMatchObject({ answer: 'partial' });
  });

  it('of too little mass are not used', () => {
    const thin = draw('pass', { pass: 0.6, fail: 0.29 });
    expect(combineDraws([thin])).not.toHaveProperty('sampled');
    expect(needsNoMoreSamples([thin])).toBe(false);
    expect(needsNoMoreSamples([draw('pass', { pass: 0.95 }), unsupported])).toBe(true);
    expect(needsNoMoreSamples([draw('pass', { pass: 0.95 }), draw('pass')])).toBe(false);
  });

  it('that speak against what was written about applying leave it open', () => {
    expect(combineDraws([draw('pass', { pass: 0.4, na: 0.6 })])).toMatchObject({ why: 'split' });
    expect(combineDraws([draw('na', { pass: 0.6, na: 0.4 })])).toMatchObject({ why: 'split' });
    expect(combineDraws([draw('na', { pass: 0.2, na: 0.8 })])).toMatchObject({ answer: 'na' });
  });
});
