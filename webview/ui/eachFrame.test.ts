import { expect, test, vi } from 'vitest';
import { eachFrame } from './eachFrame.ts';

/** A video without a picture: what `eachFrame` uses of one. */
class Video extends EventTarget {
  callback: (() => void) | null = null;
  requestVideoFrameCallback(callback: () => void) {
    this.callback = callback;
    return 1;
  }
  cancelVideoFrameCallback() {
    this.callback = null;
  }
}

test('a frame that was on screen before one listened is told of once it can be read', () => {
  const [video, listener] = [new Video(), vi.fn()];
  const stop = eachFrame(video as never, listener);
  video.dispatchEvent(new Event('seeked'));
  expect(listener).toHaveBeenCalledTimes(1);
  for (let frame = 0; frame < 2; frame++) video.callback?.();
  expect(listener).toHaveBeenCalledTimes(3);
  stop();
  video.dispatchEvent(new Event('seeked'));
  expect([listener.mock.calls.length, video.callback]).toEqual([3, null]);
});
