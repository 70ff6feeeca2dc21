import type { Verdict } from '../core/verdict.ts';

/** A valid verdict for tests; `changes` replaces what the test is about. */
export function sampleVerdict(changes: Partial<Verdict> & { id: string }): Verdict {
  return {
    schema: 1,
    run: 'run',
    clip: { hash: 'a'.repeat(64), path: 'clips/a.mp4' },
    range: { whole: true, span: { start: 0, end: 4 } },
    dimension: 'cinematography.lens',
    judge: { id: 'signals', fingerprint: 'f1' },
    status: 'answered',
    asked: ['cinematography.lens.exposure.no-exposure-flicker'],
    answers: [
      {
        rationale: 'cinematography.lens.exposure.no-exposure-flicker',
        answer: 'fail',
        reason: 'The brightness flickers – visibly.',
        observations: [{ span: { start: 1, end: 2 }, text: 'The brightness flickers.' }],
      },
    ],
    createdAt: '2026-11-22T10:00:00.000Z',
    ...changes,
  };
}
