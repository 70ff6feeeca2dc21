import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MediaEvent, videoPort } from './mediaPort.ts';

/** A `<video>` whose pictures come when the test says so. */
class TestVideo extends EventTarget {
  #currentTime = 0;
  duration = 10;
  readyState = 0;
  seeking = false;
  ended = false;
  paused = true;
  muted = false;
  volume = 1;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  #frameCallback: VideoFrameRequestCallback | null = null;

  get currentTime(): number {
    return this.#currentTime;
  }

  set currentTime(time: number) {
    this.#currentTime = time;
    this.seeking = true;
  }

  play(): Promise<void> {
    if (!this.paused) return Promise.resolve();
    this.paused = false;
    queueMicrotask(() => this.dispatchEvent(new Event('play')));
    return Promise.resolve();
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    queueMicrotask(() => this.dispatchEvent(new Event('pause')));
  }

  requestVideoFrameCallback(callback: VideoFrameRequestCallback): number {
    this.#frameCallback = callback;
    return 1;
  }

  cancelVideoFrameCallback(): void {
    this.#frameCallback = null;
  }

  present(mediaTime: number): void {
    const now = performance.now();
    this.#frameCallback?.(now, { mediaTime, presentationTime: now } as VideoFrameCallbackMetadata); // nobody reads the rest
  }

  endSeek(): void {
    this.seeking = false;
    this.dispatchEvent(new Event('seeked'));
  }

  land(mediaTime: number): void {
    this.present(mediaTime);
    this.endSeek();
  }
}

function listened() {
  const video = new TestVideo();
  const port = videoPort(video as unknown as HTMLVideoElement); // all of it that a port touches
  const events: MediaEvent[] = [];
  port.listen((event) => events.push(event));
  return { video, port, events };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a seek that leaves an earlier picture on screen', () => {
  test('plays silent and slowly until the picture is there, and only then is done', async () => {
    const { video, port, events } = listened();
    port.setRate(2);
    port.setSound(0.5, false);
    port.seek(1.01, 0.98);
    video.land(0.96);
    expect(video).toMatchObject({ paused: false, muted: true, playbackRate: 1 / 16 });
    expect(port.paused).toBe(true);
    expect(events).toEqual([{ type: 'frame', mediaTime: 0.96 }]);
    video.present(1);
    await Promise.resolve();
    expect(video).toMatchObject({ paused: true, muted: false, playbackRate: 2 });
    expect(events.slice(1)).toEqual([{ type: 'frame', mediaTime: 1 }, { type: 'seeked' }]);
  });

  test('is caught up with too when its picture is told after its end', () => {
    const { video, port, events } = listened();
    port.seek(1.01, 0.98);
    video.endSeek();
    video.present(0.96);
    expect(video.paused).toBe(false);
    video.present(1);
    expect(events).toEqual([{ type: 'seeked' }, { type: 'frame', mediaTime: 1 }]);
  });

  test('ends after a while with the picture that is there, and is not tried again', () => {
    const { video, port, events } = listened();
    port.seek(1.01, 0.98);
    video.land(0.96);
    vi.runAllTimers();
    video.present(0.96);
    expect(video.paused).toBe(true);
    expect(events.slice(1)).toEqual([{ type: 'frame', mediaTime: 0.96 }, { type: 'seeked' }, { type: 'frame', mediaTime: 0.96 }]);
  });

  test('gives way to playing, with the speed and the sound of before', async () => {
    const { video, port, events } = listened();
    port.seek(1.01, 0.98);
    video.land(0.96);
    await port.play();
    await Promise.resolve();
    expect(video).toMatchObject({ paused: false, muted: false, playbackRate: 1 });
    expect(events.map(({ type }) => type)).toEqual(['frame', 'frame', 'seeked', 'playing']);
  });

  test('stays as it is where any picture will do, where it plays, and at the end', () => {
    for (const wish of ['any', 'playing', 'ended'] as const) {
      const { video, port, events } = listened();
      if (wish === 'playing') video.paused = false;
      if (wish === 'ended') video.ended = true;
      port.seek(1.01, wish === 'any' ? null : 0.98);
      video.land(0.96);
      expect(video.muted).toBe(false);
      expect(events).toEqual([{ type: 'frame', mediaTime: 0.96 }, { type: 'seeked' }]);
    }
  });
});

test('a last frame that begins at the end of the element is sought just before it', () => {
  const { video, port } = listened();
  port.seek(10.01, 9.98);
  expect(video.currentTime).toBeLessThan(10);
  expect(video.currentTime).toBeGreaterThan(9.99);
});
