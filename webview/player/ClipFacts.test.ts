import { expect, test } from 'vitest';
import type { VideoStream } from '../../src/core/clip.ts';
import { sketchedClip } from '../../test/fixtures/sketchedClip.ts';
import { factsOf } from './ClipFacts.tsx';

const { hash, container, duration, startTime, video, audio, frames } = sketchedClip({
  duration: 2,
  frames: { times: Float64Array.of(0, 1), end: 2 },
});
const facts = (changes: Partial<VideoStream>) =>
  factsOf({
    ...{
      hash,
      container,
      duration,
      startTime,
      audio,
      frameTimes: frames.times,
      framesEnd: frames.end,
      prompt: null,
      hasReference: false,
    },
    video: { ...video, ...changes },
  });

test('an ordinary clip is told in few words', () => {
  expect(facts({})).toBe('1280 × 720 · 24 fps · h264 · no sound track');
});

test.each<[Partial<VideoStream>, string]>([
  [{ pixelAspect: { numerator: 4, denominator: 3 } }, 'shown 1707 × 720'],
  [{ variableFrameRate: true }, '24 fps variable'],
  [{ transfer: 'pq', bitDepth: 10 }, '10 bit · HDR (PQ), tone-mapped for analysis'],
  [{ fieldOrder: 'bottom-first' }, 'interlaced, bottom field first'],
  [{ alpha: true, pixelFormat: 'yuva420p' }, 'transparent, judged on black'],
])('what changes how it is judged is said: %j', (changes, words) => {
  expect(facts(changes)).toContain(words);
});

test('transparency that is not decoded is not said to be', () => {
  expect(facts({ codec: 'vp9', alpha: true })).not.toContain('transparent');
});
