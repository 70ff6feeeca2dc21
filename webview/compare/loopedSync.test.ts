import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commonTime } from '../../src/core/comparison/commonTime.ts';
import type { TimeSpan } from '../../src/core/time.ts';
import { keepLooping } from '../player/loop.ts';
import { commonPictures, loopedSync } from './loopedSync.ts';
import { clip, together } from './testSync.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const CLIPS = [clip(10, 20, 1), clip(10, 30, 2)] as const;

function looping(span: TimeSpan, mode: 'time' | 'shot' = 'time') {
  const common = commonTime(CLIPS, mode);
  if (!common) throw new Error('both clips are known');
  const all = together(CLIPS, mode);
  const stop = keepLooping(loopedSync(all.sync), commonPictures(common), () => span);
  all.sync.seek(span.start);
  all.sync.play();
  all.settle();
  /** Lets all clips get to a time of their own. */
  const reach = (...times: readonly number[]) => {
    for (const [index, side] of all.sides.entries()) side.at = times[index] ?? 0;
    all.tick();
  };
  return { ...all, stop, reach };
}

test('all clips go back together once the last picture of the range has been shown', () => {
  const { sync, frames, reach } = looping({ start: 0.5, end: 1 });
  reach(0.85, 0.85);
  vi.advanceTimersByTime(1000);
  expect(sync.state.moment).toBe(0.85);
  reach(0.93, 0.93);
  vi.advanceTimersByTime(70);
  expect(frames()).toEqual([5, 5]);
  expect(sync.state).toMatchObject({ playing: true, moment: 0.5 });
});

test('a shot is looped by the clip in which it is longest', () => {
  const { sync, frames, reach } = looping({ start: 0, end: 2 }, 'shot');
  reach(0.9, 1.5);
  vi.advanceTimersByTime(1000);
  expect(sync.state.moment).toBe(1.5);
  reach(0.9, 1.95);
  vi.advanceTimersByTime(50);
  expect(frames()).toEqual([0, 0]);
  expect(sync.state.playing).toBe(true);
});

test('a span that ends where all end begins again, and is driven by one chain of ticks', () => {
  const { sync, sides, frames, reach } = looping({ start: 0, end: 3 });
  reach(1.9, 3);
  expect(sync.state).toMatchObject({ playing: true, moment: 0 });
  expect(frames()).toEqual([0, 0]);
  expect(sides.map(({ media }) => media.paused)).toEqual([false, false]);
});

test('once it is stopped, playing ends at the end', () => {
  const { sync, stop, reach } = looping({ start: 0, end: 3 });
  stop();
  reach(1.9, 3);
  expect(sync.state).toMatchObject({ playing: false, ended: true });
});

test('pictures of clips of other rates change one after the other', () => {
  const common = commonTime([clip(10, 20), clip(4, 8)], 'time');
  if (!common) throw new Error('both clips are known');
  const pictures = commonPictures(common);
  expect([pictures.endAt(0), pictures.endAt(0.2), pictures.endAt(0.25), pictures.endAt(1.9)]).toEqual([
    0.1,
    0.25,
    expect.closeTo(0.3),
    2,
  ]);
  expect(pictures.lastOf({ start: 0, end: 0.3 })).toBeCloseTo(0.25);
});
