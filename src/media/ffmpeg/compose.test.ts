import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escapeFilterValue, inputArgument, loadComposer } from './compose.ts';
import { locateFfmpeg } from './location.ts';
import { runFfmpeg } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-compose-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

const NASTY_NAMES = [
  '-v.mp4',
  "it's 'quoted'.mp4",
  'a:b;c,d.mp4',
  '[0:v] brackets.mp4',
  ' leading and trailing .mp4 ',
  'süß 影片 🎬.mp4',
  'two\nlines.mp4',
  'frame-%03d.mp4',
  '$(touch pwned) `id` && x.mp4',
  'back\\slash "double".mp4',
  'http:__host.mp4',
  'pipe:0',
];

async function makeClip(path: string, frames: number): Promise<void> {
  const source = ['-f', 'lavfi', '-i', `testsrc=size=32x32:rate=10:duration=${frames / 10}`];
  const job = { program: 'ffmpeg', outputs: [], args: () => [...source, '-f', 'mp4', inputArgument(path)] } as const;
  await runFfmpeg(location, job);
}

describe('composed commands', () => {
  test.each(NASTY_NAMES)('read exactly the file named %j', async (name) => {
    const compose = await loadComposer();
    const from = join(folder, name);
    await makeClip(from, 3);
    let bytes = 0;
    await runFfmpeg(location, {
      program: 'ffmpeg',
      args: (target) =>
        compose({
          inputs: [{ file: from, options: ['-threads', '1'] }],
          filterGraph: '[0:v:0]scale=w=2:h=2,format=gray[frames]',
          outputs: [{ target: target('frames'), map: ['[frames]'], format: 'rawvideo' }],
        }),
      outputs: [{ name: 'frames', onData: (chunk) => (bytes += chunk.length) }],
    });
    expect(bytes).toBe(3 * 2 * 2);
  });

  test('keep every argument whole and in its place', async () => {
    const compose = await loadComposer();
    const args = compose({
      inputs: [{ file: '/clips/a b.mp4', options: ['-ss', '1.5'] }],
      filterGraph: '[0:v]null[out]',
      outputs: [
        { target: 'pipe:1', map: ['[out]'], format: 'rawvideo', options: ['-metadata', 'title=-v quiet'] },
        { target: 'pipe:3', map: ['0:a:0'], format: 's16le' },
      ],
    });
    const [before, after] = [args.slice(0, args.indexOf('-i')), args.slice(args.indexOf('-i'))];
    expect(before.slice(-2)).toEqual(['-ss', '1.5']);
    expect(after).toEqual([
      ...['-i', 'file:/clips/a b.mp4', '-filter_complex', '[0:v]null[out]'],
      ...['-map', '[out]', '-metadata', 'title=-v quiet', '-f', 'rawvideo', 'pipe:1'],
      ...['-map', '0:a:0', '-f', 's16le', 'pipe:3'],
    ]);
  });

  test.each(['-loglevel', 'out.mp4', 'file:/clips/a.mp4', 'http://host/', 'pipe:1 -y', ''])(
    'refuse %j as an output',
    async (target) => {
      const compose = await loadComposer();
      const command = { inputs: [{ file: 'a.mp4' }], outputs: [{ target, map: ['0:v'], format: 'mp4' }] };
      expect(() => compose(command)).toThrow(RangeError);
    },
  );

  test('do not follow a playlist that calls itself a clip', async () => {
    const compose = await loadComposer();
    const secret = join(folder, 'secret.mp4');
    await makeClip(secret, 3);
    const playlist = join(folder, 'playlist.mp4');
    for (const text of ['ffconcat version 1.0\nfile secret.mp4\n', '#EXTM3U\n#EXTINF:1,\nsecret.mp4\n#EXT-X-ENDLIST\n']) {
      writeFileSync(playlist, text);
      const reading = runFfmpeg(location, {
        program: 'ffmpeg',
        args: (target) =>
          compose({ inputs: [{ file: playlist }], outputs: [{ target: target('v'), map: ['0:v'], format: 'rawvideo' }] }),
        outputs: [{ name: 'v', onData: () => {} }],
      });
      await expect(reading).rejects.toMatchObject({ code: 'ffmpeg/failed' });
    }
  });
});

describe('escapeFilterValue', () => {
  const clip = join(folder, 'one frame.mp4');
  beforeAll(() => makeClip(clip, 1));

  test.each([...NASTY_NAMES, "10:30, it's 50%", "\\'", '[a];[b]=c', ' ', "''", '\t tab', 'ends in \\'])(
    'carries %j unchanged through a filter graph',
    async (text) => {
      const compose = await loadComposer();
      const printed = join(folder, `printed ${text}`);
      await runFfmpeg(location, {
        program: 'ffmpeg',
        args: (target) =>
          compose({
            inputs: [{ file: clip }],
            filterGraph:
              `[0:v]metadata=mode=add:key=note:value=${escapeFilterValue(text)},` +
              `metadata=mode=print:file=${escapeFilterValue(inputArgument(printed))}:direct=1[out]`,
            outputs: [{ target: target('v'), map: ['[out]'], format: 'rawvideo' }],
          }),
        outputs: [{ name: 'v', onData: () => {} }],
      });
      expect(readFileSync(printed, 'utf8')).toContain(`\nnote=${text}\n`);
    },
  );
});
