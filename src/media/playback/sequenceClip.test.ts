import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { imageSequenceOf } from '../../core/imageSequence.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { probeClip } from '../probe/probe.ts';
import { writeSequenceClip } from './sequenceClip.ts';

const root = mkdtempSync(join(tmpdir(), 'evalverse-sequence-'));
afterAll(() => rmSync(root, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

test.each([
  ['100% new', 'frame_%05d.png', '7'],
  ['plain', '%d.jpg', '8'],
])('pictures in the folder "%s" become a clip, one frame each', async (name, pattern, start) => {
  const folder = join(root, name);
  mkdirSync(folder);
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=96x64:rate=12:duration=1'];
  await runFfmpegTool([...picture, '-start_number', start, join(folder.replaceAll('%', '%%'), pattern)]);
  const sequence = imageSequenceOf(readdirSync(folder), null);
  expect(sequence).toMatchObject({ first: Number(start), count: 12 });
  const target = join(root, `${name}.mkv`);
  if (!sequence) return;
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  await writeSequenceClip(location, { folder, sequence, rate: 12 }, target, options);
  const clip = await probeClip(location, { path: target, hash: 'a'.repeat(64) }, {});
  expect(clip.video).toMatchObject({ codec: 'ffv1', width: 96, height: 64, variableFrameRate: false });
  expect([clip.frames.times.length, clip.duration]).toEqual([12, expect.closeTo(1, 2)]);
});
