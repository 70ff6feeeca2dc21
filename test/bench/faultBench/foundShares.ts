import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Thresholds, thresholdsFileSchema } from '../../../src/core/taxonomy/thresholds.ts';
import type { FaultResult } from './results.ts';
import { ROOT } from './store.ts';

const FILE = join(ROOT, 'taxonomy/thresholds.json');

/**
 * By operator id: the share of faults of strength 3 that were found, of several faults the smallest; `null` where the bench could
 * not measure any of them.
 */
export function foundShares(results: readonly FaultResult[]): ReadonlyMap<string, number | null> {
  const shares = new Map<string, number | null>();
  for (const { operator, strengths } of results) {
    const share = strengths[2]?.detected ?? null;
    const held = shares.get(operator) ?? null;
    shares.set(operator, share === null || held === null ? (share ?? held) : Math.min(share, held));
  }
  return shares;
}

/** Takes the shares over into the limits that ship. */
export async function writeFoundShares(results: readonly FaultResult[]): Promise<void> {
  const shares = foundShares(results);
  const file = thresholdsFileSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));
  const thresholds: Thresholds = Object.fromEntries(
    Object.entries(file.thresholds).map(([id, threshold]) => [id, { ...threshold, found: shares.get(id) ?? null }]),
  );
  await writeFile(FILE, `${JSON.stringify({ ...file, thresholds }, null, 2)}\n`);
}
