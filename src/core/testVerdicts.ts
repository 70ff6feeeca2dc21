import type { Severity, Taxonomy } from './taxonomy/model.ts';
import type { Answer, Observation, RationaleAnswer, Verdict } from './verdict.ts';

/** Two dimensions, `a.x` and `a.y`; `a.x` has sub-dimensions of three and one rationales, `a.y` one of two. For tests. */
export function smallTaxonomy(): Taxonomy {
  const rationales = (sub: string, severities: readonly Severity[]) =>
    severities.map((severity, index) => ({
      id: `${sub}.r${index + 1}`,
      question: `Is ${sub} fine in respect ${index + 1}?`,
      pass: 'Yes.',
      partial: 'Partly.',
      fail: 'No.',
      needs: [],
      measurable: 'none' as const,
      severity,
    }));
  const subDimension = (id: string, severities: readonly Severity[]) => ({
    id,
    title: id.toUpperCase(),
    definition: '',
    rationales: rationales(id, severities),
  });
  return {
    stages: [
      {
        id: 'production',
        title: 'Production',
        aspects: [
          {
            id: 'a',
            title: 'Aspect A',
            definition: '',
            dimensions: [
              {
                id: 'a.x',
                title: 'X',
                definition: '',
                subDimensions: [subDimension('a.x.p', ['error', 'warning', 'information']), subDimension('a.x.q', ['warning'])],
              },
              { id: 'a.y', title: 'Y', definition: '', subDimensions: [subDimension('a.y.s', ['error', 'error'])] },
            ],
          },
        ],
      },
      { id: 'post-production', title: 'Post-Production', aspects: [] },
    ],
    thresholds: {},
  };
}

export function answerTo(
  rationale: string,
  answer: Answer,
  ...spans: readonly (readonly [start: number, end: number])[]
): RationaleAnswer {
  const observations = spans.map(([start, end]): Observation => ({ span: { start, end }, text: `${answer} at ${start}` }));
  return { rationale, answer, reason: `because of ${rationale}`, observations };
}

/** A verdict of the judge `signals` on the whole of a clip of ten seconds. */
export function verdictOf(dimension: string, answers: readonly RationaleAnswer[], changes: Partial<Verdict> = {}): Verdict {
  return {
    schema: 1,
    id: `verdict-${dimension}`,
    run: 'run',
    clip: { hash: 'hash', path: 'clip.mp4' },
    range: { whole: true, span: { start: 0, end: 10 } },
    dimension,
    judge: { id: 'signals', fingerprint: 'fingerprint' },
    status: 'answered',
    asked: answers.map(({ rationale }) => rationale),
    answers: [...answers],
    createdAt: '2026-01-01T12:00:00.000Z',
    ...changes,
  };
}
