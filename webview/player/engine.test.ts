import { describe, expect, test, vi } from 'vitest';
import { PlayerEngine } from './engine.ts';
import { nearestFrame } from './frameTargets.ts';
import type { MediaEvent } from './mediaPort.ts';
import { TestMedia } from './testMedia.ts';

// Uneven on purpose: 0, 40, 50, 150 and 200 ms.
const table = { times: Float64Array.of(0, 0.04, 0.05, 0.15, 0.2), end: 0.24 };
const clip = { table, startTime: 0, duration: 0.24 };

function loaded(): { engine: PlayerEngine; media: TestMedia } {
  const engine = new PlayerEngine();
  const media = new TestMedia();
  engine.attach(media);
  media.say({ type: 'loaded', duration: 0.24 });
  return { engine, media };
}

describe('seeking', () => {
  test('aims a quarter into the frame on screen at the wished time and shows where that frame starts', () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    engine.seek(0.13);
    expect(media.seeks[0]).toBeCloseTo(0.05 + 0.1 / 4, 9);
    expect(engine.state).toMatchObject({ frame: 2, time: 0.05 });
  });

  test('adds the container start time, which media elements do not take off', () => {
    const { engine, media } = loaded();
    engine.setClip({ ...clip, startTime: 1 });
    engine.seek(0.15);
    expect(media.seeks[0]).toBeCloseTo(1.15 + 0.0125, 9);
    media.land(1.15);
    expect(engine.state).toMatchObject({ frame: 3, time: 0.15 });
  });

  test('keeps only the latest wish while a seek is under way', () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    for (const time of [0.04, 0.05, 0.15, 0.2]) engine.seek(time);
    expect(media.seeks).toHaveLength(1);
    expect(engine.state.frame).toBe(4);
    media.land(0.04);
    expect(media.seeks).toEqual([0.04 + 0.01 / 4, 0.2 + 0.04 / 4]);
    expect(engine.state.frame).toBe(4);
    media.land(0.2);
    expect(engine.state.frame).toBe(4);
  });

  test('plays as soon as the media is ready when that was asked for before, unless it was paused meanwhile', async () => {
    for (const wish of ['play', 'pause'] as const) {
      const engine = new PlayerEngine();
      const media = new TestMedia();
      engine.attach(media);
      await engine.play();
      if (wish === 'pause') engine.pause();
      media.say({ type: 'loaded', duration: 9 });
      expect(media.paused).toBe(wish === 'pause');
    }
  });

  test('waits for the media to be ready', () => {
    const engine = new PlayerEngine();
    const media = new TestMedia();
    engine.attach(media);
    engine.setClip(clip);
    engine.seek(0.16);
    expect(media.seeks).toEqual([]);
    media.say({ type: 'loaded', duration: 9 });
    expect(media.seeks).toEqual([0.15 + 0.05 / 4]);
    expect(engine.state.duration).toBe(0.24);
  });

  test('shows the frame that really came, not the one that was asked for', () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    engine.seek(0.05);
    media.land(0.15);
    expect(engine.state).toMatchObject({ frame: 3, time: 0.15 });
  });

  test('resumes at the same place when another source takes over', () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    engine.seek(0.15);
    media.land(0.15);
    media.say({ type: 'reset' });
    expect(engine.state.ready).toBe(false);
    media.say({ type: 'loaded', duration: 0.24 });
    expect(media.seeks.at(-1)).toBeCloseTo(0.1625, 9);
  });
});

describe('stepping', () => {
  test('goes to the neighbour frame however long frames are, and stops at both ends', () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    const visited: (number | null)[] = [];
    for (const count of [1, 1, 1, 1, 1, -1, -1, -1, -1, -1]) {
      engine.step(count);
      media.land(table.times[engine.state.frame ?? 0] ?? 0);
      visited.push(engine.state.frame);
    }
    expect(visited).toEqual([1, 2, 3, 4, 4, 3, 2, 1, 0, 0]);
  });

  test('counts steps that come faster than the media can follow', () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    engine.step(1);
    engine.step(1);
    engine.step(1);
    media.land(0.04);
    media.land(0.15);
    expect(engine.state.frame).toBe(3);
    expect(media.seeks).toHaveLength(2);
  });

  test('gets past frames that the media cannot show', () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    engine.seek(0.2);
    media.land(0.2);
    const visited: (number | null)[] = [];
    // Frames 2 and 3 cannot be sought: the media shows frame 4 instead.
    for (const landing of [0.2, 0.2, 0.04]) {
      engine.step(-1);
      media.land(landing);
      visited.push(engine.state.frame);
    }
    expect(visited).toEqual([4, 4, 1]);
  });

  test('counts from the frame on screen once playback has moved on', async () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    engine.step(1);
    media.land(0.04);
    await engine.play();
    media.say({ type: 'frame', mediaTime: 0.15 });
    engine.step(1);
    expect(engine.state.frame).toBe(4);
  });

  test('pauses', async () => {
    const { engine, media } = loaded();
    engine.setClip(clip);
    await engine.play();
    engine.step(1);
    expect(media.paused).toBe(true);
    expect(engine.state.playing).toBe(false);
  });
});

describe('before the frame table is there', () => {
  test('time is all that is known, and steps are steps of time', () => {
    const { engine, media } = loaded();
    engine.seek(0.1);
    expect(engine.state).toMatchObject({ time: 0.1, frame: null });
    media.land(0.1);
    engine.step(1);
    expect(media.seeks.at(-1)).toBeCloseTo(0.1 + 1001 / 24_000, 9);
    expect(engine.state.frame).toBeNull();
  });

  test.each([24_000 / 1001, 24, 25, 30])(
    'a step is one frame all the same once the table of a clip with %d fps arrives',
    (rate) => {
      const { engine, media } = loaded();
      engine.step(1);
      const times = Float64Array.from({ length: 9 }, (_, i) => i / rate);
      const before = times.findLast((start) => start <= (media.seeks.at(-1) ?? 0)) ?? 0;
      media.land(before);
      engine.setClip({ ...clip, table: { times, end: 9 / rate }, duration: 9 / rate });
      expect(engine.state.frame).toBe(1);
    },
  );

  test('the frame on screen gets its number once the table arrives', () => {
    const { engine, media } = loaded();
    media.say({ type: 'frame', mediaTime: 0.15 });
    engine.setClip(clip);
    expect(engine.state).toMatchObject({ frame: 3, time: 0.15, duration: 0.24 });
  });

  test('a wish that the media has answered with the frame before becomes exact too', () => {
    const { engine, media } = loaded();
    engine.seek(0.15);
    media.land(0.05);
    engine.setClip(clip);
    expect(media.seeks.at(-1)).toBeCloseTo(0.15 + 0.05 / 4, 9);
    expect(engine.state).toMatchObject({ frame: 3, time: 0.15 });
  });

  test('a wish made earlier becomes exact', () => {
    const engine = new PlayerEngine();
    const media = new TestMedia();
    engine.attach(media);
    engine.seek(0.17);
    engine.setClip({ ...clip, startTime: 2 });
    media.say({ type: 'loaded', duration: 0 });
    expect(media.seeks).toEqual([2 + 0.15 + 0.05 / 4]);
  });
});

test('playing goes on when the element is given another source, which pauses it without a word', async () => {
  for (const wish of ['go on', 'pause'] as const) {
    const { engine, media } = loaded();
    await engine.play();
    media.paused = true;
    media.say({ type: 'reset' });
    if (wish === 'pause') engine.pause();
    media.say({ type: 'loaded', duration: 0.24 });
    expect(media.paused).toBe(wish === 'pause');
  }
});

test('playing goes on also when another source comes before the element told that it plays', async () => {
  const { engine, media } = loaded();
  vi.spyOn(media, 'play').mockImplementationOnce(async () => {
    media.paused = false;
  });
  await engine.play();
  expect(engine.state.playing).toBe(false);
  media.paused = true;
  media.say({ type: 'reset' });
  media.say({ type: 'loaded', duration: 0.24 });
  expect(media.paused).toBe(false);
});

test('a clip that came to its end stays there when the element is given another source', async () => {
  const { engine, media } = loaded();
  await engine.play();
  media.pause();
  media.say({ type: 'ended' });
  expect(engine.state.ended).toBe(true);
  media.say({ type: 'reset' });
  media.say({ type: 'loaded', duration: 0.24 });
  expect(media.paused).toBe(true);
});

describe('what comes from outside of the page, as by media keys', () => {
  test('a pause is one: another source does not begin to play', async () => {
    const { engine, media } = loaded();
    await engine.play();
    media.pause();
    media.say({ type: 'reset' });
    media.say({ type: 'loaded', duration: 0.24 });
    expect(media.paused).toBe(true);
  });

  test('playing is as meant as any: its end is one, and another source plays on', async () => {
    for (const what of ['end', 'source'] as const) {
      const { engine, media } = loaded();
      await media.play();
      if (what === 'end') media.pause();
      else media.paused = true;
      media.say({ type: what === 'end' ? 'ended' : 'reset' });
      if (what === 'source') media.say({ type: 'loaded', duration: 0.24 });
      expect([engine.state.ended, media.paused]).toEqual(what === 'end' ? [true, true] : [false, false]);
    }
  });

  test('playing ends playing backward', async () => {
    const { engine, media } = loaded();
    vi.stubGlobal('requestAnimationFrame', () => 1);
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
    engine.setClip(clip);
    engine.goToEnd();
    engine.playBackward();
    await media.play();
    expect(engine.state).toMatchObject({ backward: false, playing: true });
    vi.unstubAllGlobals();
  });

  test('a pause that is told after playing was asked for again is history', async () => {
    const { engine, media } = loaded();
    await engine.play();
    const tell = media.say.bind(media);
    const held: MediaEvent[] = [];
    media.say = (event) => void held.push(event);
    engine.pause();
    await engine.play();
    held.forEach(tell);
    media.paused = true;
    tell({ type: 'reset' });
    tell({ type: 'loaded', duration: 0.24 });
    expect(media.paused).toBe(false);
  });
});

test('a pause in the very moment of the end is no end', async () => {
  const { engine, media } = loaded();
  await engine.play();
  engine.pause();
  media.say({ type: 'ended' });
  expect(engine.state.ended).toBe(false);
});

test('while playing, each presented frame moves the clock', async () => {
  const { engine, media } = loaded();
  engine.setClip(clip);
  await engine.playPause();
  const seen: number[] = [];
  engine.subscribe(() => seen.push(engine.state.time));
  for (const mediaTime of [0.04, 0.05, 0.150001]) media.say({ type: 'frame', mediaTime });
  expect(seen).toEqual([0.04, 0.05, 0.15]);
});

test('a refusal to play leaves the engine paused, also with another source', async () => {
  const { engine, media } = loaded();
  media.play = () => Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
  await engine.play();
  expect(engine.state.playing).toBe(false);
  const asked = vi.spyOn(media, 'play');
  media.say({ type: 'reset' });
  media.say({ type: 'loaded', duration: 0.24 });
  expect(asked).not.toHaveBeenCalled();
});

test('speed and sound reach the media, also media that comes later', () => {
  const engine = new PlayerEngine();
  engine.setRate(0.5);
  engine.setSound(0.3, true);
  const media = new TestMedia();
  engine.attach(media);
  expect(media).toMatchObject({ rate: 0.5, sound: [0.3, true] });
});

test('a timestamp rounded to milliseconds still names its frame', () => {
  expect([0.0395, 0.0404, 0.0496, 0.1999].map((t) => nearestFrame(table, t))).toEqual([1, 1, 2, 4]);
});

test('a second key does what the element needs, even before its events have told what the first one did', async () => {
  const { engine, media } = loaded();
  await engine.playPause();
  const held: MediaEvent[] = [];
  media.say = (event) => void held.push(event);
  await engine.playPause();
  expect([media.paused, engine.state.playing]).toEqual([true, true]);
  await engine.playPause();
  expect(media.paused).toBe(false);
  expect(held.map(({ type }) => type)).toEqual(['paused', 'playing']);
});
