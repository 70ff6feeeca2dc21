import { expect, it } from 'vitest';
import { fitInside } from './fitInside.ts';

it('centres a picture in its box and keeps its shape', () => {
  expect(fitInside({ width: 200, height: 100 }, { width: 100, height: 100 })).toEqual({
    left: 0,
    top: 25,
    width: 100,
    height: 50,
  });
  expect(fitInside({ width: 100, height: 200 }, { width: 400, height: 100 })).toEqual({
    left: 175,
    top: 0,
    width: 50,
    height: 100,
  });
});

it('has no place for a picture that is not there yet', () => {
  expect(fitInside({ width: 0, height: 0 }, { width: 100, height: 100 }).width).toBe(0);
});
