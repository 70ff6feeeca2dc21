import { EvalVerseError } from '../core/errors.ts';
import type { CallUsage, JudgeBackend, JudgeSession, ModelCall } from './backend.ts';
import { costOf, type PriceTable } from './prices.ts';
import { fullUsage } from './tokenEstimate.ts';

/** What one run may cost; `null` sets no limit. */
export interface SpendLimit {
  /** US dollars. */
  readonly usd: number | null;
  readonly calls: number | null;
}

export interface SpendCapOptions {
  readonly limit: SpendLimit;
  /** US dollars of what a call took; `null` when the model's price is not known. */
  readonly costOf: (usage: CallUsage) => number | null;
  /** What a call may take at most. */
  readonly estimate: (call: ModelCall) => CallUsage;
}

/** A limit by today's prices, where the most that a call can take is what it has room for. */
export function capBy(prices: PriceTable, model: string, limit: SpendLimit): SpendCapOptions {
  return {
    limit,
    costOf: (usage) => costOf({ calls: 1, ...usage }, model, prices, new Date())?.usd ?? null,
    estimate: fullUsage,
  };
}

/**
 * A backend that stops before the limit instead of after it: a call is made only when the most it can cost still fits beside what
 * was spent and what the calls in flight can cost. Calls that tell no usage are counted with their estimate.
 *
 * One of these serves one run; its sessions share what is left.
 *
 * @throws (from `ask`) EvalVerseError `judge/budget`.
 */
export function withSpendCap(backend: JudgeBackend, { limit, costOf, estimate }: SpendCapOptions): JudgeBackend {
  let spent = 0;
  let reserved = 0;
  let calls = 0;

  function reserve(call: ModelCall): number {
    if (limit.calls !== null && calls >= limit.calls)
      throw new EvalVerseError(
        'judge/budget',
        `No more than ${limit.calls} calls to ${backend.model} are allowed in this run. Raise the limit to go on.`,
      );
    calls++;
    if (limit.usd === null) return 0;
    const most = costOf(estimate(call));
    if (most === null) {
      throw new EvalVerseError(
        'judge/budget',
        `What ${backend.model} costs is not known, so that no spending cap can be kept: add it to the price table, or limit the calls instead.`,
      );
    }
    if (spent + reserved + most > limit.usd) {
      throw new EvalVerseError(
        'judge/budget',
        `The next call could cost ${dollars(most)}, and the spending cap of ${dollars(limit.usd)} has no room for it: ${dollars(spent)} spent, up to ${dollars(reserved)} under way. Raise the cap to go on.`,
      );
    }
    reserved += most;
    return most;
  }

  function open(): JudgeSession {
    const session = backend.open();
    return {
      async ask(call, options) {
        const most = reserve(call);
        // A call that fails midway may have been charged.
        let took = most;
        try {
          const reply = await session.ask(call, options);
          if (reply.usage) took = costOf(reply.usage) ?? most;
          return reply;
        } finally {
          reserved -= most;
          if (limit.usd !== null) spent += took;
        }
      },
      close: () => session.close(),
    };
  }

  return { ...backend, open };
}

/** Never a zero for what costs something. */
function dollars(amount: number): string {
  return `$${amount > 0 && amount < 1 ? Number(amount.toPrecision(2)) : amount.toFixed(2)}`;
}
