import { type Review, reviewOf } from '../../src/core/review.ts';
import type { Taxonomy } from '../../src/core/taxonomy/model.ts';
import { dimensionsOf, rationalesOf } from '../../src/core/taxonomy/walk.ts';
import type { Verdict } from '../../src/core/verdict.ts';

/** A review with as many findings as `count`, spread over the clip and over all dimensions, the same every time. */
export function crowdedReview(taxonomy: Taxonomy, clipHash: string, duration: number, count: number): Review {
  const dimensions = dimensionsOf(taxonomy);
  const each = Math.ceil(count / dimensions.length);
  const span = { start: 0, end: duration };
  const verdicts = dimensions.map((dimension, d): Verdict => {
    const rationales = rationalesOf(dimension);
    return {
      schema: 1,
      id: `crowd-${d}`,
      run: 'demo',
      clip: { hash: clipHash, path: 'clips/demo.mp4' },
      range: { whole: true, span },
      dimension: dimension.id,
      judge: { id: d % 3 === 0 ? 'gemini' : 'signals', fingerprint: 'demo' },
      status: 'answered',
      asked: rationales.map(({ id }) => id),
      answers: rationales.map(({ id }, r) => ({
        rationale: id,
        answer: (r + d) % 2 === 0 ? 'fail' : 'partial',
        reason: 'Made up for the demonstration.',
        observations: Array.from({ length: Math.ceil(each / rationales.length) }, (_, i) => {
          const start = ((i * 0.618 + r * 0.37 + d * 0.11) % 1) * (duration - 9);
          return { span: { start, end: start + 0.2 + ((i * 7) % 9) }, text: `Something is seen here (${i}).` };
        }).sort((a, b) => a.span.start - b.span.start),
      })),
      createdAt: '2026-01-01T12:00:00.000Z',
    };
  });
  return reviewOf(clipHash, verdicts);
}
