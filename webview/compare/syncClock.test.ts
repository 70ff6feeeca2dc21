import { describe, expect, it } from 'vitest';
import { commonTime } from '../../src/core/comparison/commonTime.ts';
import { clip, together } from './testSync.ts';

describe('at rest', () => {
  it('shows the frames that belong to a moment, each by its own table', () => {
    const { sync, frames } = together([clip(24, 48), clip(30, 60)]);
    sync.seek(1.02);
    expect(frames()).toEqual([24, 30]);
    sync.step(1);
    expect(frames()).toEqual([24, 31]);
    sync.step(1);
    expect(frames()).toEqual([25, 31]);
    sync.step(-1);
    expect(frames()).toEqual([24, 31]);
  });

  it('keeps what the first clip shows when sides or the way of laying them change', () => {
    const clips = [clip(10, 30, 1), clip(10, 30, 2)] as const;
    const { sync, members, frames } = together(clips);
    sync.seek(1.5);
    sync.set(members, commonTime(clips, 'shot'));
    expect([sync.state.moment, ...frames()]).toEqual([2.5, 15, 25]);
    sync.set([...members].reverse(), commonTime([...clips].reverse(), 'shot'));
    expect(frames()).toEqual([15, 25]);
  });

  it('keeps the moment when a clip that is over becomes the first', () => {
    const clips = [clip(10, 30), clip(10, 10)] as const;
    const { sync, members, frames } = together(clips);
    sync.seek(2.5);
    sync.set([...members].reverse(), commonTime([...clips].reverse(), 'time'));
    expect([sync.state.moment, ...frames()]).toEqual([2.5, 25, 9]);
  });

  it('remembers where to go before anything is known', () => {
    const { sync, members, frames } = together([clip(10, 30)]);
    sync.set(members, null);
    sync.seek(1.2);
    sync.set(members, commonTime([clip(10, 30)], 'time'));
    expect(frames()).toEqual([12]);
  });

  it('plays as soon as the clips are known, unless that was taken back', () => {
    const common = commonTime([clip(10, 30)], 'time');
    const { sync, members } = together([clip(10, 30)]);
    sync.set(members, null);
    sync.playPause();
    expect(sync.state.playing).toBe(false);
    sync.set(members, null);
    sync.set(members, common);
    expect(sync.state.playing).toBe(true);
    sync.set(members, null);
    sync.playPause();
    sync.set(members, common);
    expect(sync.state.playing).toBe(false);
  });
});

describe('playing', () => {
  it('keeps to the longest clip, and lets a shorter one wait on its last frame', () => {
    const { sync, sides, tick, settle, frames } = together([clip(10, 10), clip(10, 20)]);
    sync.play();
    settle();
    expect(sides.map(({ media }) => media.paused)).toEqual([false, false]);
    for (const side of sides) side.at = 0.5;
    tick();
    expect(sync.state.moment).toBe(0.5);
    for (const side of sides) side.at = 1.2;
    tick();
    expect(sides.map(({ media }) => media.paused)).toEqual([true, false]);
    settle();
    expect(frames()[0]).toBe(9);
  });

  it('runs a clip that is behind faster, and seeks one that is far off', () => {
    const { sync, sides, tick, settle } = together([clip(24, 240), clip(24, 240)]);
    sync.play();
    settle();
    const [first, second] = sides;
    if (!first || !second) throw new Error('two sides');
    Object.assign(first, { at: 1 });
    Object.assign(second, { at: 0.95 });
    tick();
    expect(second.media.rate).toBeCloseTo(1.13, 2);
    Object.assign(second, { at: 1.001 });
    tick();
    expect(second.media.rate).toBe(1);
    const before = second.media.seeks.length;
    Object.assign(second, { at: 3 });
    tick(0);
    tick(100);
    expect(second.media.seeks.length - before).toBe(1);
    expect(second.engine.state.frame).toBe(24);
  });

  it('comes to rest on one moment, and on the same frames', () => {
    const { sync, sides, tick, settle, frames } = together([clip(24, 240), clip(24, 240)]);
    sync.play();
    settle();
    for (const [index, side] of sides.entries()) side.at = 2 + index * 0.03;
    tick();
    sync.pause();
    settle();
    expect(frames()).toEqual([48, 48]);
    expect(sides.every(({ media }) => media.paused)).toBe(true);
  });

  it('goes over into the next shot with all clips together', () => {
    const { sync, sides, tick, settle, frames } = together([clip(10, 30, 1), clip(10, 30, 2)], 'shot');
    sync.play();
    settle();
    const [first, second] = sides;
    if (!first || !second) throw new Error('two sides');
    Object.assign(first, { at: 1.05 });
    Object.assign(second, { at: 1.05 });
    tick();
    expect(first.media.paused).toBe(true);
    settle();
    Object.assign(second, { at: 2.01 });
    tick();
    expect(sync.state.moment).toBe(2);
    expect(frames()[0]).toBe(10);
    expect([first.media.paused, second.media.paused]).toEqual([false, false]);
  });

  it('ends at the end, and begins anew from there', () => {
    const { sync, sides, tick, settle } = together([clip(10, 10), clip(10, 10)]);
    sync.play();
    settle();
    for (const side of sides) side.at = 1;
    tick();
    expect(sync.state).toMatchObject({ playing: false, moment: 0.9 });
    sync.play();
    expect(sync.state.moment).toBe(0);
  });

  it('goes on when sides are swapped', () => {
    const clips = [clip(10, 100), clip(10, 100)];
    const { sync, sides, members, tick, settle } = together(clips);
    sync.play();
    settle();
    for (const side of sides) side.at = 2;
    tick();
    sync.set([...members].reverse(), commonTime(clips, 'time'));
    expect(sync.state).toMatchObject({ playing: true, moment: 2 });
    expect(sides.map(({ media }) => media.paused)).toEqual([false, false]);
  });

  it('pauses all when the clip that drives was paused by others', () => {
    const { sync, sides, tick, settle } = together([clip(10, 100), clip(10, 100)]);
    sync.play();
    settle();
    for (const side of sides) side.at = 1;
    tick();
    sides[0]?.media.pause();
    tick();
    expect(sync.state.playing).toBe(false);
    expect(sides[1]?.media.paused).toBe(true);
  });
});
