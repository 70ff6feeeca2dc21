import { expect, test } from 'vitest';
import { type FrameRun, quantile } from './frames.ts';
import { SortedWindow } from './sortedWindow.ts';

const series = Float32Array.from({ length: 400 }, (_, i) => (i * 7919) % 101);
const above = ({ from, to }: FrameRun, limit: number) => series.slice(from, to).filter((value) => value > limit);
const whole = (values: Float32Array): FrameRun => ({ from: 0, to: values.length });

test.each<readonly [string, readonly FrameRun[]]>([
  ['on, frame by frame', Array.from({ length: 300 }, (_, i) => ({ from: i, to: i + 97 }))],
  ['back', Array.from({ length: 100 }, (_, i) => ({ from: 200 - 2 * i, to: 230 - i }))],
  ['to where nothing of it was', [whole(series), { from: 3, to: 9 }, { from: 50, to: 70 }, { from: 0, to: 20 }]],
  [
    'to an edge',
    [
      { from: 10, to: 20 },
      { from: 20, to: 20 },
      { from: 20, to: 21 },
    ],
  ],
])('a window that moves %s has the quantiles of its values', (_, windows) => {
  const moving = new SortedWindow(series);
  for (const window of windows) {
    moving.moveTo(window);
    for (const share of [0, 0.5, 0.9, 1]) {
      expect(moving.quantile(share)).toBe(quantile(series, window, share));
      const [loud, some] = [above(window, 60), above(window, 43.5)];
      expect(moving.quantileAbove(60, share)).toBe(quantile(loud, whole(loud), share));
      expect(moving.quantileAbove(43.5, share)).toBe(quantile(some, whole(some), share));
    }
  }
});
