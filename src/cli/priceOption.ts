import { readFile } from 'node:fs/promises';
import { EvalVerseError, userMessageOf } from '../core/errors.ts';
import { builtinPrices, type PriceTable, parsePriceTable } from '../judges/prices.ts';

/** The built-in price table, or the one in a file. @throws EvalVerseError `settings/invalid`. */
export async function loadPrices(path: string | undefined): Promise<PriceTable> {
  if (path === undefined) return builtinPrices;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new EvalVerseError('settings/invalid', `The price table ${path} cannot be read: ${userMessageOf(error)}.`, {
      cause: error,
    });
  }
  return parsePriceTable(value);
}
