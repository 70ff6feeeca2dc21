import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/finding.ts';
import { SHOW_ALL_FINDINGS } from '../../core/findingFilter.ts';
import { clipStateOf, isClean } from './clipState.ts';

const information: Finding = {
  id: '1',
  clipHash: 'a',
  rationale: 'x.y.z.r',
  subDimension: { id: 'x.y.z', title: 'Exposure' },
  aspect: { id: 'x', title: 'Light' },
  answer: 'partial',
  severity: 'information',
  span: { start: 0, end: 1 },
  message: 'Dark.',
  measurement: null,
  judge: 'signals',
  basis: { question: 'Is it fine?', reason: 'It is not.', reflection: null, uncertainty: null, votes: null },
};
const pass: Finding = { ...information, id: '2', answer: 'pass', severity: 'hint' };
const coverage = { answered: 13, asked: 195 };

describe('the state of a clip', () => {
  it('counts faults, not passes', () => {
    expect(clipStateOf([information, pass], [], SHOW_ALL_FINDINGS, coverage)).toEqual({
      shown: 1,
      hidden: 0,
      suppressed: 0,
      worst: 'information',
      coverage,
    });
    expect(isClean(clipStateOf([pass], [], SHOW_ALL_FINDINGS, coverage))).toBe(true);
  });

  it('is not clean while the filter hides a fault', () => {
    const state = clipStateOf([information, pass], [], { aspects: [], minimumSeverity: 'warning' }, coverage);
    expect(state).toEqual({ shown: 0, hidden: 1, suppressed: 0, worst: null, coverage });
    expect(isClean(state)).toBe(false);
  });

  it('is not clean because somebody suppressed the only fault', () => {
    const state = clipStateOf([pass], [information, pass], SHOW_ALL_FINDINGS, coverage);
    expect(state).toEqual({ shown: 0, hidden: 0, suppressed: 1, worst: null, coverage });
    expect(isClean(state)).toBe(false);
  });

  it('is not clean while nothing was answered about the whole clip', () => {
    expect(isClean(clipStateOf([], [], SHOW_ALL_FINDINGS, null))).toBe(false);
    expect(isClean(clipStateOf([], [], SHOW_ALL_FINDINGS, { answered: 0, asked: 195 }))).toBe(false);
  });
});
