import type { Finding } from '../../src/core/finding.ts';

/** A finding for tests; `id` alone must be given. */
export function testFinding(id: string, start: number, end: number, aspect = 'cinematography'): Finding {
  return {
    id,
    clipHash: 'hash',
    rationale: `${aspect}.dimension.sub.rationale`,
    subDimension: { id: `${aspect}.dimension.sub`, title: 'Sub' },
    aspect: { id: aspect, title: aspect },
    answer: 'fail',
    severity: 'warning',
    span: { start, end },
    message: 'seen',
    measurement: null,
    judge: 'signals',
    basis: { question: 'Is it fine?', reason: 'It is not.', reflection: null, uncertainty: null, votes: null },
  };
}
