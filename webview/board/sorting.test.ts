import { expect, it } from 'vitest';
import { pressed, sortedRows } from './sorting.ts';

it('sorts either way, keeps what is equal, and puts what has no value last', () => {
  const rows = [
    { name: 'b', value: 2 },
    { name: 'a', value: null },
    { name: 'c', value: 10 },
    { name: 'd', value: 2 },
  ];
  const names = (descending: boolean) => sortedRows(rows, ({ value }) => value, descending).map(({ name }) => name);
  expect(names(false).join('')).toBe('bdca');
  expect(names(true).join('')).toBe('cbda');
  expect(sortedRows(rows, ({ name }) => name, true).map(({ name }) => name)).toEqual(['d', 'c', 'b', 'a']);
});

it('goes from down to up to the order of the taxonomy', () => {
  const down = pressed(null, 'n');
  expect(down).toEqual({ column: 'n', descending: true });
  const up = pressed(down, 'n');
  expect(up).toEqual({ column: 'n', descending: false });
  expect(pressed(up, 'n')).toBeNull();
  expect(pressed(up, 'alpha')).toEqual({ column: 'alpha', descending: true });
});
