import { expect, it } from 'vitest';
import type { CallUsage, JudgeBackend, ModelCall, ModelReply } from './backend.ts';
import { type SpendLimit, withSpendCap } from './spendCap.ts';

const CALL: ModelCall = { system: '', parts: [], schema: {}, seed: null, outputTokens: 100, thinking: 'low' };
const usage = (outputTokens: number): CallUsage => ({ inputTokens: 0, cachedTokens: 0, outputTokens });
const options = { signal: new AbortController().signal };

/** A backend whose calls take what `replies` says, in order; a dollar for 100 tokens, 100 tokens a call at most. */
function capped(limit: SpendLimit, replies: readonly (CallUsage | null | Error)[], price: number | null = 0.01) {
  let asked = 0;
  const backend: JudgeBackend = {
    id: 'openai',
    model: 'some-model',
    origin: 'http://127.0.0.1',
    capabilities: { video: true, audio: true, jsonSchema: true, logprobs: false, seed: true, batch: true, usage: true },
    partOrder: 'question-first',
    maximumFrames: 0,
    caution: null,
    settings: {},
    open: () => ({
      async ask(): Promise<ModelReply> {
        const reply = replies[asked++];
        if (reply instanceof Error) throw reply;
        return { status: 'complete', text: '{}', tokens: null, usage: reply ?? null, version: null, response: null };
      },
      close: async () => [],
    }),
  };
  const session = withSpendCap(backend, {
    limit,
    costOf: ({ outputTokens }) => (price === null ? null : outputTokens * price),
    estimate: ({ outputTokens }) => usage(outputTokens),
  }).open();
  return { ask: () => session.ask(CALL, options), asked: () => asked };
}

it('stops before the cap, not after it', async () => {
  const { ask, asked } = capped({ usd: 2, calls: null }, [usage(50), usage(60), usage(50)]);
  await ask();
  await ask();
  await expect(ask()).rejects.toMatchObject({
    code: 'judge/budget',
    userMessage: expect.stringContaining('$1.10 spent, up to $0.00 under way'),
  });
  expect(asked()).toBe(2);
});

it('counts what is in flight', async () => {
  const { ask, asked } = capped({ usd: 2.5, calls: null }, [usage(10), usage(10), usage(10)]);
  const results = await Promise.allSettled([ask(), ask(), ask()]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(asked()).toBe(2);
  await ask();
  expect(asked()).toBe(3);
});

it('takes a call that failed or tells nothing for as dear as it could have been', async () => {
  const { ask } = capped({ usd: 2.5, calls: null }, [new Error('reset'), null]);
  await expect(ask()).rejects.toThrow('reset');
  await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'judge/budget' });
});

it('cannot keep a cap on an unknown price, and says so; a limit of calls it can', async () => {
  await expect(capped({ usd: 5, calls: null }, [], null).ask()).rejects.toMatchObject({ code: 'judge/budget' });
  const { ask, asked } = capped({ usd: null, calls: 1 }, [usage(1)], null);
  await ask();
  await expect(ask()).rejects.toMatchObject({ code: 'judge/budget', userMessage: expect.stringContaining('some-model') });
  expect(asked()).toBe(1);
});
