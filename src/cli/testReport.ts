import type { FolderEntry, FolderReport } from '../batch/scoreFolder.ts';
import { reviewOf } from '../core/review.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf, rationalesOf } from '../core/taxonomy/walk.ts';
import type { RationaleAnswer, Verdict } from '../core/verdict.ts';

/** A scored entry whose verdicts give these answers and leave every other question of every dimension open. */
export function scoredEntry(
  path: string,
  answers: readonly RationaleAnswer[],
  changes: { reused?: boolean; notes?: string[] } = {},
): FolderEntry {
  const hash = path;
  const verdicts = dimensionsOf(builtinTaxonomy()).map((dimension): Verdict => {
    const asked = rationalesOf(dimension).map(({ id }) => id);
    const given = answers.filter(({ rationale }) => asked.includes(rationale));
    return {
      schema: 1,
      id: `${path}/${dimension.id}`,
      run: 'run',
      clip: { hash, path },
      range: { whole: true, span: { start: 0, end: 4 } },
      dimension: dimension.id,
      judge: { id: 'signals', fingerprint: 'f' },
      status: given.length > 0 ? 'answered' : 'unanswered',
      asked,
      answers: given,
      createdAt: '2026-11-22T10:00:00.000Z',
    };
  });
  return { status: 'scored', path, hash, review: reviewOf(hash, verdicts), reused: false, notes: [], ...changes };
}

/** The same entry, with what a model said beside: `change` makes its verdict out of the measuring judge's. */
export function withModel(entry: FolderEntry, change: (verdict: Verdict) => Partial<Verdict>): FolderEntry {
  if (entry.status === 'failed') return entry;
  const verdicts = entry.review.ranges.flatMap(({ verdicts }) => verdicts);
  const models = verdicts.map((verdict): Verdict => {
    const own = { ...verdict, id: `model/${verdict.id}`, judge: { id: 'gemini', fingerprint: 'g' }, model: MODEL };
    return { ...own, status: 'unanswered', answers: [], ...change(verdict) };
  });
  return { ...entry, review: reviewOf(entry.hash, [...verdicts, ...models]) };
}

const MODEL: NonNullable<Verdict['model']> = {
  ...{ backend: 'gemini', origin: 'https://example.com', model: 'some-model', versions: ['some-model-001'], responses: [] },
  ...{ usage: null, samples: 3, cautions: ['The model takes no seed.'] },
  footage: { kind: 'video', frameRate: 8, longSide: 720, withAudio: true, bytes: 1 },
};

export function reportOf(clips: readonly FolderEntry[], changes: Partial<FolderReport> = {}): FolderReport {
  return { folder: '/clips', runs: ['run'], total: clips.length, clips, cancelled: false, stopped: null, notes: [], ...changes };
}

const FLICKER = 'cinematography.lens.exposure.no-exposure-flicker';
const HIGHLIGHTS = 'cinematography.lens.exposure.highlights-keep-detail';

export const PASSES: RationaleAnswer = { rationale: HIGHLIGHTS, answer: 'pass', reason: 'Fine.', observations: [] };
export const FLICKERS: RationaleAnswer = {
  rationale: FLICKER,
  answer: 'fail',
  reason: 'It flickers.',
  observations: [{ span: { start: 1, end: 2.04 }, text: 'The brightness jumps by 14 % within two frames.' }],
};
