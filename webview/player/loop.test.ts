import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PlayerEngine } from './engine.ts';
import { keepLooping, picturesOf } from './loop.ts';
import { TestMedia } from './testMedia.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const table = { times: Float64Array.from({ length: 100 }, (_, index) => index / 25), end: 4 };

async function playing(span: { start: number; end: number }) {
  const engine = new PlayerEngine();
  const media = new TestMedia();
  engine.attach(media);
  media.say({ type: 'loaded', duration: 4 });
  engine.setClip({ table, startTime: 0, duration: 4 });
  const stop = keepLooping(engine, picturesOf(table), () => span);
  await engine.play();
  return { engine, media, stop };
}

test('goes back to the start of the span when its last frame has been shown', async () => {
  const { engine, media } = await playing({ start: 1, end: 2 });
  media.say({ type: 'frame', mediaTime: 48 / 25 });
  vi.advanceTimersByTime(1000);
  expect(media.seeks).toEqual([]);
  media.say({ type: 'frame', mediaTime: 49 / 25 });
  expect(media.seeks).toEqual([]);
  vi.advanceTimersByTime(40);
  expect(engine.state).toMatchObject({ frame: 25, playing: true });
});

test('a span that ends with the clip begins again after it', async () => {
  const { engine, media } = await playing({ start: 3, end: 4 });
  media.paused = true;
  media.say({ type: 'ended' });
  await vi.advanceTimersByTimeAsync(0);
  expect(engine.state).toMatchObject({ frame: 75, playing: true });
});

test('a pause just when the element came to its end, before its events tell, ends the loop', async () => {
  const { engine, media } = await playing({ start: 0, end: 4 });
  media.paused = true;
  await engine.playPause();
  media.say({ type: 'paused' });
  media.say({ type: 'ended' });
  await vi.advanceTimersByTimeAsync(0);
  expect(engine.state.playing).toBe(false);
  expect(media.paused).toBe(true);
  expect(media.seeks).toEqual([]);
});

test('does nothing any more once it is stopped, nor while paused', async () => {
  const { engine, media, stop } = await playing({ start: 1, end: 2 });
  engine.pause();
  media.say({ type: 'frame', mediaTime: 49 / 25 });
  vi.advanceTimersByTime(1000);
  await engine.play();
  stop();
  vi.advanceTimersByTime(1000);
  expect(media.seeks).toEqual([]);
});

test.each([0, 1])('backward a span that begins at %d s goes on from its end', async (start) => {
  const { engine, media } = await playing({ start, end: 2 });
  const beats: ((now: number) => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (beat: (now: number) => void) => beats.push(beat));
  vi.stubGlobal('cancelAnimationFrame', () => {});
  media.say({ type: 'frame', mediaTime: start + 0.08 });
  engine.playBackward();
  for (const now of [0, 200, 240]) beats.shift()?.(now);
  expect(engine.state).toMatchObject({ frame: 48, playing: true, backward: true });
  vi.unstubAllGlobals();
});
