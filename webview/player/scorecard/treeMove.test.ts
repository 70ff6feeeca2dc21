import { expect, test } from 'vitest';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { demoReview } from '../../dev/demoReview.ts';
import { choicesOf } from './model.ts';
import { scorecardRows } from './rows.ts';
import { treeMove } from './treeMove.ts';

const taxonomy = builtinTaxonomy();
const rowsWith = () => scorecardRows(taxonomy, choicesOf(demoReview(taxonomy, 'hash', 10)).slice(0, 1), {});

test('keys walk the tree as the ARIA pattern says', () => {
  const rows = rowsWith();
  const first = rows[0]?.key ?? '';
  const last = rows.at(-1)?.key;
  expect(treeMove(rows, first, 'ArrowDown')).toEqual({ focus: rows[1]?.key });
  expect(treeMove(rows, first, 'ArrowUp')).toBeNull();
  expect(treeMove(rows, first, 'ArrowRight')).toEqual({ toggle: first, open: true });
  expect(treeMove(rows, 'production', 'ArrowLeft')).toEqual({ toggle: 'production', open: false });
  expect(treeMove(rows, 'production', 'ArrowRight')).toEqual({ focus: 'acting' });
  expect(treeMove(rows, 'acting', 'ArrowLeft')).toEqual({ focus: 'production' });
  expect(treeMove(rows, first, 'End')).toEqual({ focus: last });
  expect(treeMove(rows, first, 'a')).toBeNull();
  expect(treeMove(rows, 'gone', 'ArrowDown')).toBeNull();
});
