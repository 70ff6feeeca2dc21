import { describe, expect, it } from 'vitest';
import type { OpenaiReply } from '../../../test/fakes/openaiReplies.ts';
import { answerObject, requestOf, wholeUnit } from '../../../test/fixtures/scriptedBackend.ts';
import { findingsOf } from '../../core/finding.ts';
import type { Judgement } from '../../core/judge.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { verdictOf } from '../../core/testVerdicts.ts';
import { createModelJudge } from '../modelJudge.ts';
import { startTestOpenai } from './testBackend.ts';

const dimensions = dimensionsOf(builtinTaxonomy()).filter(({ id }) => id === 'cinematography.lens');
const unit = wholeUnit(...dimensions);
const [firstSub = ''] = unit.map(({ subDimension }) => subDimension.id);

type AnswerObject = ReturnType<typeof answerObject>;
type SubAnswer = NonNullable<AnswerObject['judgements'][string]>;

function json(change: (object: AnswerObject) => unknown = (object) => object): string {
  return JSON.stringify(change(answerObject(unit)));
}

/** An answer whose every sub-dimension was changed. */
function withEach(change: (sub: SubAnswer) => unknown): string {
  return json((object) => ({
    ...object,
    judgements: Object.fromEntries(Object.entries(object.judgements).map(([id, sub]) => [id, change(sub)])),
  }));
}

const valid: OpenaiReply = { kind: 'answer', text: json() };
const says = (text: string): OpenaiReply => ({ kind: 'answer', text });
const seen = (startS: number, endS: number, observation = 'The figure stands at the window.') =>
  says(withEach((sub) => ({ ...sub, evidence: [{ endS, observation, startS }] })));
const ended = (finish: string): OpenaiReply => ({ kind: 'answer', text: '{"judgements"', finish });

interface Sent {
  readonly seed: number;
  readonly max_tokens: number;
  readonly reasoning_effort: string;
  readonly messages: { readonly content: { readonly text?: string }[] }[];
}

async function judge(...replies: readonly OpenaiReply[]) {
  const { backend, server, clock } = await startTestOpenai({ server: 'lmstudio' }, { duration: 10 });
  server.script('chat', ...replies);
  const judgements: Judgement[] = [];
  const judging = createModelJudge({
    backend,
    mode: 'standard',
    samples: 1,
    atOnce: 1,
    withMeasurements: false,
    operatorsFingerprint: () => 'operators',
  });
  await judging.judge(requestOf(), dimensions, {
    signal: new AbortController().signal,
    onJudgement: (_dimension, judgement) => judgements.push(judgement),
  });
  const [judgement] = judgements;
  if (!judgement || judgements.length > 1) throw new Error(`${judgements.length} judgements`);
  const sent = server.requests.map(({ body }) => body as Sent); // the product's own requests
  return { judgement, sent, clock };
}

function lastText(sent: Sent | undefined): string {
  return sent?.messages[1]?.content.at(-1)?.text ?? '';
}

describe('answers that are taken', () => {
  it.each([
    ['by the letter', '', ''],
    ['in fences', '```json\n', '\n```'],
    ['after thinking aloud', '<think>{"a":1} or so</think>\n', ''],
    ['after a sentence', 'Here is my judgement:\n', '\nI hope this helps.'],
  ])('%s', async (_name, before, after) => {
    const { judgement, sent } = await judge({ kind: 'answer', text: json(), around: [before, after] });
    const answers = judgement.status === 'answered' ? judgement.answers.map(({ answer }) => answer) : [];
    expect(answers).toEqual(unit.flatMap(({ rationales }) => rationales.map(() => 'pass')));
    expect(sent).toHaveLength(1);
  });
});

describe('answers that cannot be taken', () => {
  const oneResult = (result: unknown) =>
    withEach((sub) => ({
      ...sub,
      responses: Object.fromEntries(Object.entries(sub.responses).map(([key, response]) => [key, { ...response, result }])),
    }));
  it.each([
    ['a key twice', json().replace('"uncertainty":', '"uncertainty":"high","uncertainty":')],
    ['two objects', json() + json()],
    ['half an object', json().slice(0, -40)],
    ['another word for a result', oneResult('good')],
    ['a number for a result', oneResult(1)],
    ['no result', oneResult(undefined)],
    ['a key too many', json((object) => ({ ...object, score: 1 }))],
    [
      'a sub-dimension too few',
      json(({ suspicions, judgements: { [firstSub]: _left, ...judgements } }) => ({ judgements, suspicions })),
    ],
    ['seconds as text', withEach((sub) => ({ ...sub, evidence: [{ endS: '4', observation: 'A figure.', startS: '1.5' }] }))],
    ['a note about no evidence', oneResult('pass').replaceAll('"basis":[0]', '"basis":[7]')],
  ])('%s: asked once more, told what was wrong, and then left alone', async (_name, text) => {
    const { judgement, sent } = await judge(says(text), says(text));
    expect(judgement).toMatchObject({ status: 'failed', failure: 'invalid' });
    expect(judgement).not.toHaveProperty('answers');
    expect(sent).toHaveLength(2);
    expect(lastText(sent[1])).toContain('not in the form asked for');
    expect((await judge(says(text), valid)).judgement.status).toBe('answered');
  });

  it.each([
    ['a refusal', [says('I am sorry, but I cannot evaluate this.'), says('I am sorry, but I cannot evaluate this.')], 'refused'],
    ['nothing', [says(' '), says(''), says('\n')], 'empty'],
    ['a content filter', [ended('content_filter')], 'blocked'],
    ['an end for another reason', [ended('tool_calls'), ended('tool_calls')], 'blocked'],
  ] satisfies [string, OpenaiReply[], string][])('%s', async (_name, replies, failure) => {
    const { judgement, sent } = await judge(...replies);
    expect(judgement).toMatchObject({ status: 'failed', failure });
    expect(sent).toHaveLength(replies.length);
  });

  it('one that stopped is asked for with another seed', async () => {
    const { judgement, sent } = await judge(ended('tool_calls'), valid);
    expect(judgement.status).toBe('answered');
    expect(sent[0]?.seed).not.toBe(sent[1]?.seed);
  });

  it('one that was cut short gets twice the room and less thinking, and is then asked for in parts', async () => {
    const { judgement, sent } = await judge(ended('length'), ended('length'));
    expect(judgement.status).toBe('answered');
    expect(sent).toHaveLength(2 + unit.length);
    expect(sent[1]).toMatchObject({ max_tokens: 2 * (sent[0]?.max_tokens ?? 0), reasoning_effort: 'minimal' });
  });
});

describe('answers that rest on nothing', () => {
  it.each([
    ['after the end', seen(20, 21)],
    ['backwards', seen(4, 1.5)],
    ['in minutes', seen(130, 145)],
  ])('times %s: asked once more, never moved into the clip', async (_name, reply) => {
    const { judgement, sent } = await judge(reply, reply);
    expect(judgement).toMatchObject({ open: expect.arrayContaining([expect.objectContaining({ why: 'unsupported' })]) });
    expect(judgement.status === 'answered' ? judgement.answers : []).toEqual([]);
    expect(sent).toHaveLength(2);
    expect(lastText(sent[1])).toContain('not in the footage');
  });

  it('against their own words: asked about these alone, and left open when that does not settle it', async () => {
    const contrary = seen(1, 2, 'The face is distorted and flickers.');
    const { judgement, sent } = await judge(contrary, contrary);
    expect(judgement).toMatchObject({ open: expect.arrayContaining([expect.objectContaining({ why: 'contradiction' })]) });
    expect(judgement.status === 'answered' ? judgement.answers : []).toEqual([]);
    expect(sent).toHaveLength(2);
  });
});

it('names every version that answered, and warns when there were several', async () => {
  const drifted = { kind: 'answer', text: json(), version: 'qwen3-vl-8b-awq' } as const;
  const { judgement } = await judge(ended('tool_calls'), drifted);
  expect(judgement.model?.versions).toEqual(['qwen3-vl-8b (b9554)', 'qwen3-vl-8b-awq (b9554)']);
  expect(judgement.model?.cautions).toContainEqual(expect.stringContaining('different versions'));
});

it('waits out a full minute and a bad moment within one judgement', async () => {
  const { judgement, clock } = await judge(
    { kind: 'http', status: 429, body: { error: { message: 'slow down' } }, headers: { 'retry-after': '12' } },
    { kind: 'reset' },
    { kind: 'breaks' },
    valid,
  );
  expect(judgement.status).toBe('answered');
  expect(clock.waits).toEqual([12_000, 2_000, 4_000]);
});

it('that repeat the wording of the questions: asked once more for words of its own, and warned of', async () => {
  const anchor = unit[0]?.rationales[0]?.pass ?? '';
  const { judgement, sent } = await judge(seen(1, 2, anchor), seen(1, 2, anchor));
  expect(lastText(sent[1])).toContain('repeated the wording of the questions');
  expect(sent).toHaveLength(2);
  expect(judgement.model?.cautions.join(' ')).toMatch(/wording|repeat/);
});

it('that name times finer than the pictures looked at: kept as said, and shown no finer than they can be true', async () => {
  const fine = withEach((sub) => ({
    ...sub,
    evidence: [{ endS: 4.01, observation: 'The figure flickers.', startS: 4 }],
    responses: Object.fromEntries(
      Object.entries(sub.responses).map(([key, response]) => [key, { ...response, reason: 'It flickers.', result: 'fail' }]),
    ),
  }));
  const { judgement } = await judge(says(fine));
  if (judgement.status !== 'answered' || !judgement.model) throw new Error(`${judgement.status} is no answer of a model`);
  const { start } = requestOf().range.span;
  const verdict = verdictOf('cinematography.lens', judgement.answers, { range: requestOf().range, model: judgement.model });
  const [answer] = judgement.answers;
  expect(answer?.observations[0]?.span.start).toBeCloseTo(start + 4, 6);
  const [finding] = findingsOf(builtinTaxonomy(), [verdict], { passes: false });
  const length = (finding?.span.end ?? 0) - (finding?.span.start ?? 0);
  expect(length).toBeCloseTo(2 / judgement.model.footage.frameRate, 6);
});
