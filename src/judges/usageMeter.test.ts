import { expect, it } from 'vitest';
import { scriptedBackend } from '../../test/fixtures/scriptedBackend.ts';
import type { CallUsage, ModelCall, ModelReply } from './backend.ts';
import type { CostOf } from './protocol/ledger.ts';
import { withUsageMeter } from './usageMeter.ts';

const CALL: ModelCall = { system: '', parts: [], schema: {}, seed: null, outputTokens: 100, thinking: 'low' };
const options = { signal: new AbortController().signal };
const asked: CallUsage = { inputTokens: 100, cachedTokens: 10, outputTokens: 5 };
const centACall: CostOf = ({ calls }, model) => (model === 'unpriced' ? null : { usd: calls / 100, asOf: '2026-11-20' });

function reply(usage: CallUsage | null, version: string | null = 'model-1'): ModelReply {
  return { status: 'blocked', reason: '', usage, version, response: null };
}

async function metered(replies: readonly (ModelReply | Error)[]) {
  const backend = scriptedBackend((_call, index) => {
    const next = replies[index];
    if (next instanceof Error || next === undefined) throw next;
    return next;
  });
  const meter = withUsageMeter(backend, centACall);
  for (const _ of replies)
    await meter.backend
      .open()
      .ask(CALL, options)
      .catch(() => undefined);
  return meter.read();
}

it('sums what calls took over sessions, whatever became of their answers', async () => {
  const { usage, untold } = await metered([reply(asked), reply(asked)]);
  expect(usage).toEqual({
    calls: 2,
    inputTokens: 200,
    cachedTokens: 20,
    outputTokens: 10,
    cost: { usd: 0.02, asOf: '2026-11-20' },
  });
  expect(untold).toBe(0);
});

it('counts calls that failed or did not tell apart', async () => {
  const { usage, untold } = await metered([new Error('reset'), reply(null), reply(asked)]);
  expect(usage).toMatchObject({ calls: 1, inputTokens: 100 });
  expect(untold).toBe(2);
});

it.each([[['unpriced', 'model-1']], [['model-1', 'unpriced']]])(
  'does not know the sum when one price is not known: %s',
  async (versions) => {
    expect((await metered(versions.map((version) => reply(asked, version)))).usage).toMatchObject({ calls: 2, cost: null });
  },
);
