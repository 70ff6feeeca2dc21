import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { PROVES_ABSENCE } from '../../../src/judges/signals/signalsJudge.ts';
import { OPERATORS } from '../../../src/media/operators/registry.ts';
import { ROOT } from '../../../src/setup/places.mjs';
import { foundShares } from './foundShares.ts';
import { operatorsDocument } from './operatorsDocument.ts';
import { readResults } from './results.ts';

// After a change of an operator, a limit or the results: npx vitest run test/bench/faultBench -u
test('docs/operators.md is what operators, limits and results say', async () => {
  const text = operatorsDocument(OPERATORS, builtinTaxonomy(), await readResults());
  await expect(text).toMatchFileSnapshot('../../../docs/operators.md');
});

test('results are of operators that there are', async () => {
  const ids = OPERATORS.map(({ id }) => id);
  expect((await readResults()).faults.filter(({ operator }) => !ids.includes(operator))).toEqual([]);
});

test('the limits tell how much the bench found with them', async () => {
  const shares = foundShares((await readResults()).faults);
  const { thresholds } = builtinTaxonomy();
  const told = Object.fromEntries(Object.entries(thresholds).map(([id, { found }]) => [id, found]));
  expect(told).toEqual(Object.fromEntries(Object.keys(thresholds).map((id) => [id, shares.get(id) ?? null])));
});

test('README.md marks as many measured questions as doubtful as there are', () => {
  const { thresholds } = builtinTaxonomy();
  const doubtful = OPERATORS.filter(({ id }) => (thresholds[id]?.found ?? 0) < PROVES_ABSENCE).flatMap((o) => o.rationales ?? []);
  const table = readFileSync(join(ROOT, 'README.md'), 'utf8').match(/^\|.*\|$/gm) ?? [];
  expect(table.join('\n').match(/°/g)).toHaveLength(new Set(doubtful).size);
});
