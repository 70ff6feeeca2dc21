import { describe, expect, it } from 'vitest';
import type { TimeSpan } from '../time.ts';
import {
  commonTime,
  momentWhere,
  neighbourMoment,
  neighbourStretch,
  placeOf,
  restAt,
  stretchAt,
  type TimedClip,
} from './commonTime.ts';

function clip(rate: number, frames: number, cuts: readonly number[] = []): TimedClip {
  const times = Float64Array.from({ length: frames }, (_, index) => index / rate);
  const duration = frames / rate;
  const borders = [0, ...cuts, duration];
  const shots = cuts.map((cut, index): TimeSpan => ({ start: borders[index] ?? 0, end: cut }));
  return { table: { times, end: duration }, duration, shots: [...shots, { start: cuts.at(-1) ?? 0, end: duration }] };
}

function made(clips: readonly (TimedClip | null)[], mode: 'time' | 'shot') {
  const common = commonTime(clips, mode);
  if (!common) throw new Error('nothing to compare');
  return common;
}

const places = (common: ReturnType<typeof made>, moment: number) =>
  common.clips.map((_, index) => {
    const place = placeOf(common, index, moment);
    return place && { ...place, time: Math.round(place.time * 1000) / 1000 };
  });

describe('the same time', () => {
  const common = made([clip(10, 20), clip(10, 30)], 'time');

  it('lasts as long as the longest clip, and a shorter one waits on its last frame', () => {
    expect(common.end).toBe(3);
    expect(stretchAt(common, 1).driver).toBe(1);
    expect(places(common, 1.5)).toEqual([
      { time: 1.5, waiting: false },
      { time: 1.5, waiting: false },
    ]);
    expect(places(common, 2.5)).toEqual([
      { time: 1.9, waiting: true },
      { time: 2.5, waiting: false },
    ]);
  });

  it('leaves a clip that nothing is known about alone', () => {
    expect(places(made([null, clip(10, 20)], 'time'), 1)).toEqual([null, { time: 1, waiting: false }]);
    expect(commonTime([null, null], 'time')).toBeNull();
  });
});

describe('the same shot', () => {
  // Shots of 1 s and 2 s against 2 s, 0.5 s and 0.5 s.
  const common = made([clip(10, 30, [1]), clip(10, 30, [2, 2.5])], 'shot');

  it('begins for all together, as long as the longest of its shots', () => {
    expect(common.stretches.map(({ start, end, driver }) => [start, end, driver])).toEqual([
      [0, 2, 1],
      [2, 4, 0],
      [4, 4.5, 1],
    ]);
    expect(places(common, 2.25)).toEqual([
      { time: 1.25, waiting: false },
      { time: 2.25, waiting: false },
    ]);
  });

  it('lets who is through wait on the last frame of the shot, never on the first of the next', () => {
    expect(places(common, 1.5)[0]).toEqual({ time: 0.9, waiting: true });
    expect(places(common, 3)[1]).toEqual({ time: 2.4, waiting: true });
  });

  it('leaves a clip without such a shot on its last frame', () => {
    expect(places(common, 4.2)).toEqual([
      { time: 2.9, waiting: true },
      { time: 2.7, waiting: false },
    ]);
  });

  it('is not to be had before the shots of all are known', () => {
    expect(commonTime([clip(10, 30), { ...clip(10, 30), shots: [] }], 'shot')).toBeNull();
  });

  it('leads from shot to shot', () => {
    expect([0, 1, 2, 4].map((moment) => neighbourStretch(common, moment, 1))).toEqual([2, 2, 4, 4]);
    expect([0, 1, 2, 3, 4].map((moment) => neighbourStretch(common, moment, -1))).toEqual([0, 0, 0, 2, 2]);
  });
});

describe('steps', () => {
  const walk = (common: ReturnType<typeof made>, from: number, direction: 1 | -1, count: number) => {
    const moments: number[] = [];
    let moment = from;
    for (let step = 0; step < count; step++) {
      moment = neighbourMoment(common, moment, direction);
      moments.push(Math.round(moment * 1e4) / 1e4);
    }
    return moments;
  };

  it('go from frame to frame, and stop at both ends', () => {
    const common = made([clip(10, 3), clip(10, 3)], 'time');
    expect(walk(common, 0, 1, 4)).toEqual([0.1, 0.2, 0.2, 0.2]);
    expect(walk(common, 0.2, -1, 3)).toEqual([0.1, 0, 0]);
  });

  it('pass over no frame of any clip where rates differ', () => {
    const common = made([clip(10, 4), clip(20, 8)], 'time');
    expect(walk(common, 0, 1, 4)).toEqual([0.05, 0.1, 0.15, 0.2]);
    expect(walk(common, 0.2, -1, 4)).toEqual([0.15, 0.1, 0.05, 0]);
  });

  it('take borders that differ by the rounding of containers for one', () => {
    const exact = clip(24, 48);
    const rounded = { ...exact, table: { times: exact.table.times.map((time) => Math.round(time * 1000) / 1000), end: 2 } };
    const common = made([exact, rounded], 'time');
    let moment = 0;
    for (let frame = 1; frame < 48; frame++) {
      moment = neighbourMoment(common, moment, 1);
      for (const [index, table] of [exact.table, rounded.table].entries()) {
        const { time } = placeOf(common, index, moment) ?? { time: -1 };
        expect(table.times.findLastIndex((start) => start <= time + 1e-6)).toBe(frame);
      }
    }
    for (let frame = 46; frame >= 0; frame--) {
      moment = neighbourMoment(common, moment, -1);
      expect(exact.table.times.findLastIndex((start) => start <= moment + 1e-6)).toBe(frame);
    }
  });

  it('cross from shot to shot in both directions', () => {
    const common = made([clip(10, 6, [0.2]), clip(10, 6, [0.3])], 'shot');
    expect(walk(common, 0.1, 1, 3)).toEqual([0.2, 0.3, 0.4]);
    expect(walk(common, 0.4, -1, 3)).toEqual([0.3, 0.2, 0.1]);
  });
});

it('comes to rest where all pictures on screen have appeared', () => {
  const common = made([clip(10, 20), clip(20, 40)], 'time');
  expect([0.07, 0.1, 0.099, 5, -1].map((moment) => Math.round(restAt(common, moment) * 1e4) / 1e4)).toEqual([
    0.05, 0.1, 0.1, 1.95, 0,
  ]);
});

it('finds the moment at which a clip shows something, on either axis', () => {
  const clips = [clip(10, 30, [1]), clip(10, 30, [2])];
  expect([0.5, 1, 2.9, 3].map((time) => momentWhere(made(clips, 'shot'), 0, time))).toEqual([0.5, 2, 3.9, 4]);
  expect([0.5, 1, 2.9].map((time) => momentWhere(made(clips, 'time'), 0, time))).toEqual([0.5, 1, 2.9]);
});
