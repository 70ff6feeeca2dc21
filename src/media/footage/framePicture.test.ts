import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { makeNumberedClip, NUMBER_BITS, NUMBERED_CLIPS } from '../../../test/fixtures/numberedClips.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { probeClip } from '../probe/probe.ts';
import { writeFramePicture } from './framePicture.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-frame-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

/** The number that is written in black and white blocks across a picture. */
async function numberIn(png: string): Promise<number> {
  const raw = `${png}.gray`;
  await runFfmpegTool(['-i', png, '-vf', `scale=${NUMBER_BITS}:1:flags=area,format=gray`, '-f', 'rawvideo', raw]);
  return readFileSync(raw).reduce((number, value, bit) => number + (value > 128 ? 2 ** bit : 0), 0);
}

test.each(Object.keys(NUMBERED_CLIPS) as (keyof typeof NUMBERED_CLIPS)[])('any frame of %s becomes a picture', async (name) => {
  const clip = await probeClip(location, { path: await makeNumberedClip(folder, name), hash: 'a'.repeat(64) }, {});
  for (const index of [0, 1, 47, 48, 95]) {
    const target = join(folder, `${name}-${index}.png`);
    await writeFramePicture(location, clip, index, target);
    expect(await numberIn(target)).toBe(index);
    const header = readFileSync(target);
    expect([header.readUInt32BE(16), header.readUInt32BE(20)]).toEqual([clip.video.width, clip.video.height]);
  }
});
