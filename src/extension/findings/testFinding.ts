import type { Finding } from '../../core/finding.ts';

/** A finding of a judge that measures, for tests. */
export const testFinding: Finding = {
  id: 'v/r/0',
  clipHash: 'hash',
  rationale: 'r',
  subDimension: { id: 'light.x.y', title: 'Exposure' },
  aspect: { id: 'light', title: 'Light' },
  answer: 'fail',
  severity: 'warning',
  span: { start: 1, end: 2 },
  message: 'Too bright.',
  measurement: null,
  judge: 'signals',
  basis: { question: 'Is it fine?', reason: 'Too bright.', reflection: null, uncertainty: null, votes: null },
};
