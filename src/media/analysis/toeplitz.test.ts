import { expect, it } from 'vitest';
import { solveToeplitz } from './toeplitz.ts';

it('solves a symmetrical system whose diagonals are constant', () => {
  const solution = solveToeplitz([4, 2, 1], [3, 0, 9]);
  expect(solution.map((x) => Number(x.toFixed(9)))).toEqual([1, -2, 3]);
});
