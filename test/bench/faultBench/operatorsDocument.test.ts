import { expect, test } from 'vitest';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { OPERATORS } from '../../../src/media/operators/registry.ts';
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
