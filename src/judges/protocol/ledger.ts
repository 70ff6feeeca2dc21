import type { ModelRecord, Usage } from '../../core/modelRecord.ts';
import type { ModelReply } from '../backend.ts';

/** What one call costs in US dollars by a price table of that day; `null` when the model that answered is not in it. */
export type CostOf = (usage: Omit<Usage, 'cost'>, model: string) => Usage['cost'];

/** What the calls of one unit took and who answered them. */
export interface Ledger {
  add(reply: ModelReply): void;
  /** Sum of all calls; `null` as soon as one of them told nothing. */
  usage(): Usage | null;
  readonly versions: ReadonlySet<string>;
  readonly responses: readonly string[];
  /** What the model had to be asked without. */
  readonly cautions: ReadonlySet<string>;
}

/** @param model as it was asked for, for prices of replies that do not say who answered. */
export function createLedger(model: string, costOf: CostOf | null): Ledger {
  const usages: (Usage | null)[] = [];
  const versions = new Set<string>();
  const responses: string[] = [];
  const cautions = new Set<string>();
  return {
    add({ usage, version, response, cautions: without = [] }) {
      const taken = usage && { calls: 1, ...usage };
      usages.push(taken && { ...taken, cost: costOf?.(taken, version ?? model) ?? null });
      if (version !== null) versions.add(version);
      if (response !== null) responses.push(response);
      for (const caution of without) cautions.add(caution);
    },
    usage: () => sumUsage(usages),
    versions,
    responses,
    cautions,
  };
}

/** The sum, in which one unknown makes the whole unknown: tokens as well as money. */
export function sumUsage(usages: readonly (Usage | null)[]): Usage | null {
  const known = usages.filter((usage) => usage !== null);
  if (known.length < usages.length || known.length === 0) return null;
  return known.reduce((sum, usage) => ({
    calls: sum.calls + usage.calls,
    inputTokens: sum.inputTokens + usage.inputTokens,
    cachedTokens: sum.cachedTokens + usage.cachedTokens,
    outputTokens: sum.outputTokens + usage.outputTokens,
    cost: sum.cost && usage.cost && { usd: sum.cost.usd + usage.cost.usd, asOf: usage.cost.asOf },
  }));
}

/** An even share of what several verdicts took together. */
export function shareUsage(usage: Usage | null, verdicts: number): Usage | null {
  return (
    usage && {
      calls: usage.calls / verdicts,
      inputTokens: usage.inputTokens / verdicts,
      cachedTokens: usage.cachedTokens / verdicts,
      outputTokens: usage.outputTokens / verdicts,
      cost: usage.cost && { usd: usage.cost.usd / verdicts, asOf: usage.cost.asOf },
    }
  );
}

/** The widest of what was sent over several calls, with all bytes. */
export function mergeFootage(records: readonly ModelRecord['footage'][]): ModelRecord['footage'] | null {
  const [first, ...others] = records;
  if (first === undefined) return null;
  return others.reduce(
    (merged, record) => ({
      kind: merged.kind,
      frameRate: Math.max(merged.frameRate, record.frameRate),
      longSide: Math.max(merged.longSide, record.longSide),
      withAudio: merged.withAudio || record.withAudio,
      bytes: merged.bytes + record.bytes,
    }),
    first,
  );
}
