import { expect, test } from 'vitest';
import { sketchedClip } from '../../../test/fixtures/sketchedClip.ts';
import type { Clip, VideoStream } from '../../core/clip.ts';
import { REQUIRED_FILTERS } from '../ffmpeg/location.ts';
import { decodeCommand, planDecode } from './decodeGraph.ts';

const sketched = sketchedClip({ duration: 4, frames: { times: Float64Array.from({ length: 100 }, (_, i) => i / 25), end: 4 } });
const audio: Clip['audio'] = { codec: 'aac', sampleRate: 48_000, channels: 2, layout: 'stereo', duration: 4 };

/** Names of the filters that the command asks for. */
function filtersOf(clip: Clip, available: readonly string[], withFaces: boolean): string[] {
  const { filterGraph = '', outputs } = decodeCommand(clip, planDecode(clip, available, withFaces), (output) => output);
  const ofSound = outputs.flatMap(({ options = [] }) => options.filter((_, index) => options[index - 1] === '-af'));
  const graphs = [filterGraph, ...ofSound].join(';').replaceAll(/'[^']*'|\\./g, '');
  const chains = graphs.split(/[,;]/);
  return [...new Set(chains.map((filter) => /^(?:\[\S*?\])*(\w+)/.exec(filter)?.[1] ?? ''))];
}

test.each<Partial<VideoStream>>([
  {},
  { width: 64, height: 48 },
  { transfer: 'pq', bitDepth: 10, pixelFormat: 'yuv420p10le' },
  { transfer: 'hlg', rotation: 90 },
  { fieldOrder: 'top-first' },
  { alpha: true, pixelFormat: 'yuva444p' },
])('an ffmpeg is asked for no filter that it need not have: %j', (changes) => {
  const clip = { ...sketched, audio, video: { ...sketched.video, ...changes } };
  for (const withFaces of [false, true]) {
    const asked = filtersOf(clip, REQUIRED_FILTERS, withFaces);
    expect(asked).toEqual(expect.arrayContaining(['scale', 'tile', 'aresample']));
    expect(asked.filter((name) => !REQUIRED_FILTERS.some((required) => required === name))).toEqual([]);
  }
});
