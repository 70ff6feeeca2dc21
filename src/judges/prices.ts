import * as z from 'zod';
import { EvalVerseError } from '../core/errors.ts';
import type { Usage } from '../core/modelRecord.ts';
import builtin from './prices.json' with { type: 'json' };

const perMillion = z.number().min(0);
const rateSchema = z.strictObject({
  /** Last day of this rate, ISO 8601; the first rate that is not over holds. */
  until: z.iso.date().optional(),
  /** Input tokens of one call up to which this rate holds. */
  upTo: z.number().int().min(1).optional(),
  input: perMillion,
  /** For input that the provider had kept; as `input` when it is not told. */
  cached: perMillion.optional(),
  output: perMillion,
});
const priceTableSchema = z.strictObject({
  /** Day on which the prices were looked up, ISO 8601. */
  asOf: z.iso.date(),
  /** US dollars per million tokens, by model name. */
  models: z.record(z.string(), z.array(rateSchema).min(1)),
});
export type PriceTable = z.infer<typeof priceTableSchema>;

/** @throws EvalVerseError `settings/invalid`. */
export function parsePriceTable(value: unknown): PriceTable {
  const parsed = priceTableSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') || 'the table';
  throw new EvalVerseError(
    'settings/invalid',
    `The price table cannot be read at ${place}: ${issue?.message ?? 'unknown form'}.`,
    {
      cause: parsed.error,
    },
  );
}

export const builtinPrices: PriceTable = parsePriceTable(builtin);

/** Providers name the version that answered after the model: `…-001`, `…-09-2026`. */
const VERSION = /-(\d{3}|\d{2}-\d{4})$/;

function ratesOf(model: string, { models }: PriceTable): PriceTable['models'][string] | null {
  // A model may be called like what every object has.
  const name = [model, model.replace(VERSION, '')].find((each) => Object.hasOwn(models, each));
  return name === undefined ? null : (models[name] ?? null);
}

/**
 * What calls of a model cost, in US dollars by the table.
 *
 * @param usage tokens of `calls` calls; a rate by size of call takes their mean.
 * @param model as it was asked for, or as the provider says it answered.
 * @param day of the calls.
 * @returns `null` for a model that the table does not know, which is not "nothing".
 */
export function costOf(usage: Omit<Usage, 'cost'>, model: string, table: PriceTable, day: Date): Usage['cost'] {
  const today = day.toISOString().slice(0, 10);
  const perCall = usage.inputTokens / Math.max(1, usage.calls);
  const rate = ratesOf(model, table)?.find(
    ({ until, upTo }) => (until === undefined || today <= until) && (upTo === undefined || perCall <= upTo),
  );
  if (!rate) return null;
  const fresh = usage.inputTokens - usage.cachedTokens;
  const usd = (fresh * rate.input + usage.cachedTokens * (rate.cached ?? rate.input) + usage.outputTokens * rate.output) / 1e6;
  return { usd, asOf: table.asOf };
}
