import { answerTo, complete, requestOf, type ScriptedBackend, scriptedBackend } from '../../test/fixtures/scriptedBackend.ts';
import type { JudgeActivity, Judgement, JudgeOptions, JudgeRequest } from '../core/judge.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf, rationalesOf } from '../core/taxonomy/walk.ts';
import type { ModelCall } from './backend.ts';
import { createModelJudge, type ModelJudgeOptions } from './modelJudge.ts';

export const all = dimensionsOf(builtinTaxonomy());
export const LENS = 'cinematography.lens';
export const PACING = 'cinematography.pacing';
export const [firstOfPacing = ''] = rationalesOf(
  all.find(({ id }) => id === PACING) ?? { id: '', title: '', definition: '', subDimensions: [] },
).map(({ id }) => id);

export function judgeWith(backend: ScriptedBackend, changes: Partial<ModelJudgeOptions> = {}) {
  let requests = 0;
  return createModelJudge({
    backend,
    mode: 'standard',
    samples: 1,
    atOnce: 4,
    withMeasurements: true,
    operatorsFingerprint: () => 'operators',
    boundary: () => {
      requests += 1;
      return `--boundary-${requests}--`;
    },
    ...changes,
  });
}

export async function judged(
  backend: ScriptedBackend,
  ids: readonly string[] = [PACING],
  {
    options = {},
    request = {},
    judging = {},
  }: { options?: Partial<ModelJudgeOptions>; request?: Partial<JudgeRequest>; judging?: Partial<JudgeOptions> } = {},
) {
  const judgements = new Map<string, Judgement>();
  const activities: JudgeActivity[] = [];
  await judgeWith(backend, options).judge(
    requestOf(request),
    all.filter(({ id }) => ids.includes(id)),
    {
      signal: new AbortController().signal,
      onJudgement: ({ id }, judgement) => {
        if (judgements.has(id)) throw new Error(`${id} was judged twice`);
        judgements.set(id, judgement);
      },
      onActivity: (activity) => activities.push(activity),
      ...judging,
    },
  );
  return { judgements, activities, only: [...judgements.values()][0] };
}

export const fine = (call: ModelCall) => complete(answerTo(call));
export function lastText(call: ModelCall | undefined): string {
  const part = call?.parts.at(-1);
  return part?.kind === 'text' ? part.text : '';
}
/** Answers in turn; the last one again and again. */
export function turns(...replies: ((call: ModelCall) => ReturnType<typeof complete>)[]) {
  return scriptedBackend((call, index) => {
    const reply = replies[Math.min(index, replies.length - 1)];
    if (!reply) throw new Error('no reply');
    return reply(call);
  });
}
