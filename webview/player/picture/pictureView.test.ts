import { expect, test } from 'vitest';
import { FITTED, panned, placed, zoomed } from './pictureView.ts';

const picture = { width: 1920, height: 1080 };
const box = { width: 960, height: 600 };

test('a fitted picture lies in the middle of its box', () => {
  expect(placed(FITTED, picture, box)).toEqual({ left: 0, top: 30, width: 960, height: 540 });
});

test('zooming keeps what is under the pointer there', () => {
  const point = { x: 300, y: 200 };
  const view = zoomed(FITTED, 3, point, picture, box);
  expect(view.scale).toBeCloseTo(1.5, 9);
  const before = placed(FITTED, picture, box);
  const after = placed(view, picture, box);
  expect((point.x - after.left) / after.width).toBeCloseTo((point.x - before.left) / before.width, 9);
  expect((point.y - after.top) / after.height).toBeCloseTo((point.y - before.top) / before.height, 9);
});

test('zooming out as far as it fits is fitting again, and zooming in ends', () => {
  expect(zoomed(zoomed(FITTED, 2, { x: 10, y: 10 }, picture, box), 0.5, { x: 900, y: 500 }, picture, box)).toEqual(FITTED);
  expect(zoomed(FITTED, 1e6, { x: 480, y: 300 }, picture, box).scale).toBe(32);
});

test('panning moves with the pointer and stops at the borders', () => {
  const view = zoomed(FITTED, 2, { x: 480, y: 300 }, picture, box);
  const moved = panned(view, { x: 100, y: -40 }, picture, box);
  const [before, after] = [placed(view, picture, box), placed(moved, picture, box)];
  expect(after.left - before.left).toBeCloseTo(100, 6);
  expect(after.top - before.top).toBeCloseTo(-40, 6);
  expect(placed(panned(view, { x: 1e5, y: 1e5 }, picture, box), picture, box)).toMatchObject({ left: 0, top: 0 });
  expect(panned(FITTED, { x: 50, y: 0 }, picture, box)).toEqual(FITTED);
});
