import { expect, test } from 'vitest';
import { playBackward } from './backward.ts';

function started(rate: number) {
  const shown: number[] = [];
  let callback: ((now: number) => void) | null = null;
  let ended = 0;
  const beat = {
    request: (next: (now: number) => void) => {
      callback = next;
      return 1;
    },
    cancel: () => {
      callback = null;
    },
  };
  const player = { time: () => 1, rate: () => rate, show: (time: number) => void shown.push(time), end: () => void ended++ };
  const backward = playBackward(player, beat);
  const at = (now: number) => {
    const due = callback;
    callback = null;
    due?.(now);
  };
  return { shown, backward, at, ended: () => ended, waits: () => callback !== null };
}

test('goes back with the clock at its speed, and ends at the start', () => {
  const { at, ended, shown, waits } = started(2);
  for (const now of [1000, 1100, 1350, 1600]) at(now);
  expect(shown.map((time) => Number(time.toFixed(6)))).toEqual([0.8, 0.3, 0]);
  expect(ended()).toBe(1);
  expect(waits()).toBe(false);
});

test('goes on from where it is moved to, until it is stopped', () => {
  const { at, backward, shown, waits } = started(1);
  at(0);
  backward.from(9);
  at(500);
  expect(shown).toEqual([8.5]);
  backward.stop();
  expect(waits()).toBe(false);
});
