import { expect, test } from 'vitest';
import { smallTaxonomy } from '../testVerdicts.ts';
import { pathTo } from './walk.ts';

test('the way from the stage down to a node or a rationale', () => {
  const path = (id: string) => pathTo(smallTaxonomy(), id);
  expect(path('a.x.p.r2')).toEqual(['production', 'a', 'a.x', 'a.x.p', 'a.x.p.r2']);
  expect(path('a')).toEqual(['production', 'a']);
  expect(path('production')).toEqual(['production']);
  expect(path('a.x.unknown')).toEqual([]);
});
