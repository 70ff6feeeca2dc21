import { describe, expect, it } from 'vitest';
import type { ModelCall } from './backend.ts';
import { callTokens, fullUsage, videoTokens } from './tokenEstimate.ts';

const clip = { duration: 7.5, hasAudio: true };

describe('token estimates', () => {
  it.each([
    [1, 'low', 765],
    [4, 'low', 2_340],
    [8, 'low', 4_440],
    [24, 'low', 12_840],
    [8, 'high', 17_040],
  ] as const)('7.5 seconds at %d frames a second, %s', (frameRate, resolution, expected) => {
    expect(videoTokens(clip, { frameRate, resolution })).toBe(expected);
  });

  it('take no sound that is not there', () => {
    expect(videoTokens({ ...clip, hasAudio: false }, { frameRate: 8, resolution: 'low' })).toBe(4_253);
  });

  it('sum up a call', () => {
    const video = { bytes: new Uint8Array(), mimeType: 'video/mp4', width: 1, height: 1, ...clip } as const;
    const call: ModelCall = {
      system: 'x'.repeat(400),
      parts: [
        { kind: 'video', video, sampling: { frameRate: 8, resolution: 'low' } },
        { kind: 'frame', frame: { time: 0, jpeg: new Uint8Array() } },
        { kind: 'audio', audio: { bytes: new Uint8Array(), mimeType: 'audio/wav', duration: 2 } },
        { kind: 'text', text: 'x'.repeat(40) },
      ],
      schema: {},
      seed: null,
      outputTokens: 900,
      thinking: 'low',
    };
    expect(callTokens(call)).toBe(100 + 4_440 + 280 + 50 + 10 + 1);
    expect(fullUsage(call)).toEqual({ inputTokens: 4_881, cachedTokens: 0, outputTokens: 900 });
  });
});
