import { counted } from '../core/counted.ts';
import type { Usage } from '../core/modelRecord.ts';
import type { Metered } from '../judges/usageMeter.ts';

const numbers = new Intl.NumberFormat('en');

/** Dollars with the day of the price table. */
export function costText(cost: Usage['cost']): string {
  return cost === null
    ? 'at a cost that is not known: the model is not in the price table'
    : `${dollars(cost.usd)} by the prices of ${cost.asOf}`;
}

export function dollars(usd: number): string {
  return `$${usd.toFixed(usd > 0 && usd < 1 ? 4 : 2)}`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** What a run took. */
export function usageSentence({ usage, untold }: Metered): string {
  const total = usage.calls + untold;
  if (total === 0) return 'No call was made.';
  const without = untold === 0 ? '' : ` ${counted(untold, 'call')} failed or did not tell what was taken; the sum is without.`;
  const tokens = `${counted(usage.inputTokens, 'input token')} (${numbers.format(usage.cachedTokens)} of them kept from before), ${counted(usage.outputTokens, 'output token')}`;
  return `${counted(total, 'call')}: ${tokens}, ${costText(usage.calls === 0 ? null : usage.cost)}.${without}`;
}
