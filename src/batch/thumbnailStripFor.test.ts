import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFfmpegTool } from '../../test/fixtures/ffmpegTool.ts';
import { makeNumberedClip, NUMBER_BITS, type NUMBERED_CLIPS } from '../../test/fixtures/numberedClips.ts';
import { frameAt } from '../core/time.ts';
import { makeThumbnailStrip, stripTileSize } from '../media/footage/thumbnailStrip.ts';
import { prepareClip } from './prepareClip.ts';
import { createTestBench, type TestBench } from './testBench.ts';
import { thumbnailStripFor } from './thumbnailStripFor.ts';

const { signal } = new AbortController();
let bench: TestBench;
let folder = '';
beforeAll(async () => {
  bench = await createTestBench();
  folder = await mkdtemp(join(tmpdir(), 'evalverse-strips-'));
});
afterAll(async () => {
  await bench.remove();
  await rm(folder, { recursive: true, force: true });
});

async function numbered(name: keyof typeof NUMBERED_CLIPS) {
  return prepareClip(bench.context, await makeNumberedClip(folder, name));
}

/** The frame numbers burnt into the tiles of a strip. */
async function numbersOn(jpeg: Uint8Array, width: number, height: number, tiles: number): Promise<number[]> {
  const file = join(folder, 'strip.jpg');
  await writeFile(file, jpeg);
  const { stdout } = await runFfmpegTool(['-i', file, '-f', 'rawvideo', '-pix_fmt', 'gray', '-']);
  expect(stdout.length).toBe(tiles * width * height);
  return Array.from({ length: tiles }, (_, tile) => {
    let number = 0;
    for (let bit = 0; bit < NUMBER_BITS; bit++) {
      const x = Math.floor(tile * width + ((bit + 0.5) * width) / NUMBER_BITS);
      if ((stdout[(height >> 1) * tiles * width + x] ?? 0) > 128) number |= 1 << bit;
    }
    return number;
  });
}

describe('a strip of thumbnails', () => {
  it.each(['b-frames.mp4', 'uneven.mp4'] as const)(
    'shows what is on the screen at its times in %s, near together and far apart',
    async (name) => {
      const clip = await numbered(name);
      const { width, height } = stripTileSize(clip);
      const near = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => 1 + i * 0.25);
      // The last frame is on the screen for a while after it appeared.
      const last = (clip.frames.times.at(-1) ?? 0) + 0.9 * (clip.frames.end - (clip.frames.times.at(-1) ?? 0));
      for (const times of [near, [0.5, 3.6], [last - 3.2, last]]) {
        const shown = await numbersOn(
          await makeThumbnailStrip(bench.context.ffmpeg, clip, times, signal),
          width,
          height,
          times.length,
        );
        shown.forEach((number, i) => {
          expect(Math.abs(number - frameAt(clip.frames, times[i] ?? 0)), `${number} at ${times[i]} s`).toBeLessThanOrEqual(1);
        });
      }
    },
  );

  it('is made once, and there is none behind the end of the clip', async () => {
    const clip = await numbered('b-frames.mp4');
    const name = { level: 1, block: 2 };
    const strip = await thumbnailStripFor(bench.context, clip, name, signal);
    expect(strip).toMatchObject({ ...name, columns: 8 });
    const nowhere = { ...bench.context.ffmpeg, ffmpeg: '/nowhere/ffmpeg' };
    const again = await thumbnailStripFor({ ...bench.context, ffmpeg: nowhere }, clip, name, signal);
    expect(again?.jpeg).toEqual(strip?.jpeg);
    for (const made of [strip, again]) expect(made?.jpeg, 'bytes that can be posted to a page').not.toHaveProperty('toJSON');
    expect(await thumbnailStripFor(bench.context, clip, { level: 1, block: 15 }, signal)).toBeNull();
  });
});
