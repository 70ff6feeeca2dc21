import { expect, test } from 'vitest';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { OPERATORS } from '../../../src/media/operators/registry.ts';
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
