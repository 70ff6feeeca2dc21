import { expect, it } from 'vitest';
import { answerObject, requestOf, wholeUnit } from '../../../test/fixtures/scriptedBackend.ts';
import { showsHalo } from '../../core/halo.ts';
import { type JudgeReport, judgeReports } from '../../core/judgeReport.ts';
import { reviewOf } from '../../core/review.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { verdictOf } from '../../core/testVerdicts.ts';
import type { Answer, Verdict } from '../../core/verdict.ts';
import { createModelJudge } from '../modelJudge.ts';
import { startTestOpenai } from './testBackend.ts';

const taxonomy = builtinTaxonomy();
// None of their questions needs anything that a clip may lack.
const ASKED = ['cinematography.lens', 'affectivity.grounding', 'affectivity.progression'];
const dimensions = dimensionsOf(taxonomy).filter(({ id }) => ASKED.includes(id));

/** What a server that gives each dimension one answer throughout makes of five clips. */
async function judged(answerOf: (dimension: string) => Answer) {
  const { backend, server } = await startTestOpenai({ server: 'lmstudio' }, { duration: 10 });
  const judge = createModelJudge({
    backend,
    mode: 'standard',
    samples: 1,
    atOnce: 1,
    withMeasurements: false,
    operatorsFingerprint: () => 'operators',
  });
  const reports: JudgeReport[] = [];
  for (const hash of ['1', '2', '3', '4', '5']) {
    const texts = dimensions.map((dimension) => {
      const unit = wholeUnit(dimension);
      const results = unit.flatMap(({ rationales }) => rationales.map(({ id }) => [id, answerOf(dimension.id)] as const));
      const short = results.map(([id, answer]) => [id.slice(id.lastIndexOf('.') + 1), answer] as const);
      return JSON.stringify(answerObject(unit, Object.fromEntries([...results, ...short])));
    });
    server.script('chat', ...texts.map((text) => ({ kind: 'answer', text }) as const));
    const verdicts: Verdict[] = [];
    await judge.judge(requestOf(), dimensions, {
      signal: new AbortController().signal,
      onJudgement: ({ id }, judgement) => {
        const answers = judgement.status === 'answered' ? judgement.answers : [];
        verdicts.push(verdictOf(id, answers, { judge: { id: 'openai', fingerprint: 'f' }, clip: { hash, path: `${hash}.mp4` } }));
      },
    });
    reports.push(...judgeReports(taxonomy, reviewOf(hash, verdicts), []));
  }
  return reports;
}

it('a model that scores all dimensions alike, clip after clip, is found out', async () => {
  const alike = await judged(() => 'pass');
  expect(alike.flatMap((report) => report.dimensions.flatMap(({ score }) => score.value ?? []))).toHaveLength(15);
  expect(showsHalo(alike)).toBe(true);
  expect(showsHalo(await judged((dimension) => (dimension === 'cinematography.lens' ? 'partial' : 'pass')))).toBe(false);
});
