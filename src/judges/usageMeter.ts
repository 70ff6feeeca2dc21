import type { Usage } from '../core/modelRecord.ts';
import type { JudgeBackend } from './backend.ts';
import type { CostOf } from './protocol/ledger.ts';

/** What was asked of a model so far. */
export interface Metered {
  /** Calls that told what they took, with their sum. `cost` is `null` as soon as the price of one is not known. */
  readonly usage: Usage;
  /** Calls that did not tell. */
  readonly untold: number;
}

export interface UsageMeter {
  readonly backend: JudgeBackend;
  read(): Metered;
}

/** A backend that counts what its calls take, whatever becomes of their answers. */
export function withUsageMeter(backend: JudgeBackend, costOf: CostOf): UsageMeter {
  let usage: Usage = { calls: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0, cost: null };
  let untold = 0;
  return {
    backend: {
      ...backend,
      open() {
        const session = backend.open();
        return {
          async ask(call, options) {
            let told = false;
            try {
              const reply = await session.ask(call, options);
              if (reply.usage === null) return reply;
              told = true;
              const taken = { calls: 1, ...reply.usage };
              const cost = costOf(taken, reply.version ?? backend.model);
              usage = {
                calls: usage.calls + 1,
                inputTokens: usage.inputTokens + taken.inputTokens,
                cachedTokens: usage.cachedTokens + taken.cachedTokens,
                outputTokens: usage.outputTokens + taken.outputTokens,
                cost: usage.calls === 0 ? cost : usage.cost && cost && { usd: usage.cost.usd + cost.usd, asOf: cost.asOf },
              };
              return reply;
            } finally {
              if (!told) untold += 1;
            }
          },
          close: () => session.close(),
        };
      },
    },
    read: () => ({ usage, untold }),
  };
}
