import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvalVerseError } from '../../core/errors.ts';
import { inputArgument } from '../ffmpeg/compose.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { assertUnchanged, fileError, stampOf } from './file.ts';
import { probeClip } from './probe.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-problems-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

const at = (name: string): string => join(folder, name);
const picture = [
  '-f',
  'lavfi',
  '-i',
  'testsrc=size=128x96:rate=25:duration=4',
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-g',
  '25',
];
const run = (name: string, ...args: string[]): Promise<unknown> =>
  runFfmpeg(location, { program: 'ffmpeg', outputs: [], args: () => [...args, inputArgument(at(name))] });

/** The first `share` of a file's bytes under another name. */
function cut(from: string, to: string, share: number): void {
  const bytes = readFileSync(at(from));
  writeFileSync(at(to), bytes.subarray(0, Math.floor(bytes.length * share)));
}

async function problemOf(name: string): Promise<EvalVerseError> {
  const outcome = await probeClip(location, { path: at(name), hash: 'hash' }, {}).catch((error: unknown) => error);
  if (outcome instanceof EvalVerseError) return outcome;
  throw new Error(`expected a problem with ${name}`, { cause: outcome });
}

beforeAll(async () => {
  await run('index last.mp4', ...picture);
  await run('index first.mp4', ...picture, '-movflags', '+faststart');
  await run('fragments.mp4', ...picture, '-movflags', 'frag_keyframe+empty_moov');
  await run('whole.mkv', ...picture);
  await run('whole.avi', ...picture);
});

describe('what is not a playable clip says why', () => {
  test('nothing there', async () => {
    expect(await problemOf('no such.mp4')).toMatchObject({
      code: 'clip/not-found',
      userMessage: '"no such.mp4" is not there (any more).',
    });
    symlinkSync(at('gone.mp4'), at('dangling.mp4'));
    expect(await problemOf('dangling.mp4')).toMatchObject({ code: 'clip/not-found' });
  });

  test('a folder', async () => {
    expect(await problemOf('.')).toMatchObject({ code: 'clip/unreadable' });
  });

  test.each([
    ['EACCES', 'clip/unreadable', '"a.mp4" may not be read: check its permissions.'],
    ['EPERM', 'clip/unreadable', '"a.mp4" may not be read: check its permissions.'],
    ['ENOENT', 'clip/not-found', '"a.mp4" is not there (any more).'],
    ['EIO', 'clip/unreadable', '"a.mp4" cannot be read (EIO).'],
  ])('what the system answers with %s', (code, expected, userMessage) => {
    expect(fileError('/clips/a.mp4', Object.assign(new Error(code), { code }))).toMatchObject({ code: expected, userMessage });
  });

  test('empty', async () => {
    writeFileSync(at('empty.mp4'), '');
    expect(await problemOf('empty.mp4')).toMatchObject({ code: 'clip/empty' });
  });

  test.each([
    ['prose', 'Once upon a time there was a text file that called itself a film.\n'.repeat(50)],
    ['one byte', '\0'],
    ['a playlist', '#EXTM3U\n#EXTINF:1,\nindex first.mp4\n#EXT-X-ENDLIST\n'],
    ['a concat script', "ffconcat version 1.0\nfile 'index first.mp4'\n"],
    ['zeros', '\0'.repeat(5000)],
  ])('%s named .mp4', async (_, text) => {
    writeFileSync(at('text.mp4'), text);
    expect(await problemOf('text.mp4')).toMatchObject({
      code: 'clip/not-media',
      userMessage: '"text.mp4" is not a video file.',
    });
  });

  test('sound only', async () => {
    await run('sound.mp4', '-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac');
    expect(await problemOf('sound.mp4')).toMatchObject({
      code: 'clip/no-video',
      userMessage: expect.stringContaining('has sound but no picture'),
    });
    await run('sound.mp3', '-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'libmp3lame');
    renameSync(at('sound.mp3'), at('really mp3.mp4'));
    expect(await problemOf('really mp3.mp4')).toMatchObject({ code: 'clip/no-video' });
  });

  test('no frame, one frame', async () => {
    await run('header.mp4', ...picture, '-frames:v', '0', '-movflags', 'empty_moov');
    expect(await problemOf('header.mp4')).toMatchObject({ code: 'clip/no-frames' });
    await run('still.mp4', ...picture, '-frames:v', '1');
    expect(await problemOf('still.mp4')).toMatchObject({ code: 'clip/single-frame' });
  });

  test.each([0.001, 0.1, 0.5, 0.9, 0.999])('cut off at %f with the index at the end', async (share) => {
    cut('index last.mp4', 'cut.mp4', share);
    expect(await problemOf('cut.mp4')).toMatchObject({
      code: 'clip/truncated',
      userMessage: expect.stringMatching(/ is cut short: .*; get the whole file\.$/),
    });
  });

  test('cut off with the index up front: how much is there', async () => {
    cut('index first.mp4', 'cut.mp4', 0.6);
    const { code, userMessage } = await problemOf('cut.mp4');
    expect(code).toBe('clip/truncated');
    const there = Number(/(\d\.\d) of 4\.0 s are there/.exec(userMessage)?.[1]);
    expect(there).toBeGreaterThan(1);
    expect(there).toBeLessThan(3.5);
  });

  test.each(['fragments.mp4', 'whole.mkv', 'whole.avi'])('%s cut off', async (name) => {
    cut(name, `cut ${name}`, 0.7);
    expect(await problemOf(`cut ${name}`)).toMatchObject({
      code: 'clip/truncated',
      userMessage: expect.stringMatching(/ (?:s|bytes) are there; get/),
    });
  });

  test('a hole in the middle: how many of its bytes are there', async () => {
    const bytes = readFileSync(at('whole.mkv'));
    const [from, to] = [0.4, 0.6].map((share) => Math.floor(bytes.length * share));
    writeFileSync(at('hole.mkv'), Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]));
    expect(await problemOf('hole.mkv')).toMatchObject({
      code: 'clip/truncated',
      userMessage: expect.stringMatching(/^"hole\.mkv" is cut short: (?:79|80) % of its bytes are there; get the whole file\.$/),
    });
  });

  test('changed or removed meanwhile', async () => {
    copyFileSync(at('index last.mp4'), at('busy.mp4'));
    const before = await stampOf(at('busy.mp4'));
    writeFileSync(at('busy.mp4'), 'more', { flag: 'a' });
    await expect(assertUnchanged(at('busy.mp4'), before)).rejects.toMatchObject({ code: 'clip/changed' });
    rmSync(at('busy.mp4'));
    await expect(assertUnchanged(at('busy.mp4'), before)).rejects.toMatchObject({ code: 'clip/not-found' });
  });

  test('an abort is the abort, not a problem of the clip', async () => {
    const controller = new AbortController();
    const probing = probeClip(location, { path: at('whole.mkv'), hash: 'hash' }, { signal: controller.signal });
    controller.abort();
    await expect(probing).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('whole files stay welcome, also with bytes after their end', async () => {
    for (const name of ['index last.mp4', 'index first.mp4', 'fragments.mp4', 'whole.mkv', 'whole.avi']) {
      writeFileSync(at('padded.mp4'), Buffer.concat([readFileSync(at(name)), Buffer.from('trailing bytes of some uploader')]));
      const clip = await probeClip(location, { path: at('padded.mp4'), hash: 'hash' }, {});
      expect(clip.frames.times.length).toBe(100);
    }
  });
});
