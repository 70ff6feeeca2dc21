import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { locateFfmpeg } from '../media/ffmpeg/location.ts';
import { runFfmpeg } from '../media/ffmpeg/run.ts';

let folder: string;
let clips: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-cli-'));
  clips = join(folder, 'clips');
  await mkdir(join(clips, 'more'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function render(name: string, picture: string): Promise<void> {
  const ffmpeg = await locateFfmpeg({ setting: null, wasmFolders: [] });
  const args = ['-f', 'lavfi', '-i', picture, '-pix_fmt', 'yuv420p', '-y', `file:${join(clips, name)}`];
  await runFfmpeg(ffmpeg, { program: 'ffmpeg', outputs: [], args: () => args });
}

const MOVING = 'testsrc2=size=192x108:rate=25';

function start(words: readonly string[], output: 'pipe' | number = 'pipe'): ChildProcess {
  const environment = { ...process.env, EVALVERSE_CACHE: join(folder, 'cache') };
  return spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], {
    env: environment,
    stdio: ['ignore', output, 'pipe'],
  });
}

async function finish(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  return { code: await promise, out, err };
}

const run = (...words: string[]) => finish(start(words));

it('scores a folder: table, findings with time and reason, what was not scored; then reuses', async () => {
  await render('moving.mp4', `${MOVING}:duration=3`);
  // Black from 1.00 s to 1.16 s.
  await render('more/black.mp4', `${MOVING}:duration=3,drawbox=t=fill:color=black:enable='between(t,0.99,1.15)'`);
  await writeFile(join(clips, 'empty.mp4'), '');
  await writeFile(join(clips, 'text.mp4'), 'This is not a film.');

  const first = await run('score', clips);
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/^more\/black\.mp4 .*\d+ \(\d+\/\d+\)/m);
  expect(first.out).toMatch(/^moving\.mp4 .*100 \(\d+\/\d+\)/m);
  expect(first.out).toMatch(/^ {2}0:01\.000–0:01\.160 {2}error +\S.*black/m);
  expect(first.out).toMatch(/Not scored\n {2}empty\.mp4: .*empty.*\n {2}text\.mp4: .*not a video file/);
  expect(first.out).toContain('2 of 4 clips scored');
  expect(first.out).toContain('which is not 0');
  expect(
    first.err
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 5))
      .sort(),
  ).toEqual(['[1/4]', '[2/4]', '[3/4]', '[4/4]']);
  expect(first.out + first.err).not.toMatch(/Warning|\[object|undefined|NaN/);

  const again = await run('score', clips, '--quiet', '--json');
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(again.out)).toMatchObject({
    runs: [],
    clips: [
      { path: 'empty.mp4', code: 'clip/empty' },
      { path: 'more/black.mp4', reused: true },
      { path: 'moving.mp4', reused: true },
      { path: 'text.mp4', code: 'clip/not-media' },
    ],
  });
  expect(await readdir(join(clips, '.evalverse', 'runs'))).toHaveLength(1);
});

it('ends with 1 and writes nothing when nothing can be scored', async () => {
  await writeFile(join(clips, 'text.mp4'), 'This is not a film.');
  const { code, out } = await run('score', clips);
  expect(code).toBe(1);
  expect(out).toContain('0 of 1 clip scored');
  expect((await readdir(clips)).sort()).toEqual(['more', 'text.mp4']);
});

it('ends with 1 and a sentence for a folder without clips or no folder at all', async () => {
  expect(await run('score', clips)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There are no clips') });
  expect(await run('score', join(clips, 'none'))).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^evalverse: There is no folder .*\.\n$/),
  });
});

it('ends with 1 and names the option when the ffmpeg it was given does not work', async () => {
  const missing = relative(process.cwd(), join(folder, 'ffmpeg'));
  expect(await run('score', clips, '--ffmpeg', missing)).toEqual({
    code: 1,
    out: '',
    err: `evalverse: The ffmpeg named by --ffmpeg cannot be used: There is no file at ${join(folder, 'ffmpeg')}.\n`,
  });
  expect(await readdir(clips)).not.toContain('.evalverse');
});

it('ends with 1 and file, line and column for a taxonomy that cannot be used', async () => {
  const file = join(folder, 'mine.json');
  await writeFile(file, '{\n  "id": "acting",\n  "colour": "red"\n}\n');
  const { code, err } = await run('score', clips, '--taxonomy', file);
  expect(code).toBe(1);
  expect(err).toContain(`${file}:3:3: `);
});

it('judges by a taxonomy that a file changed', async () => {
  await render('moving.mp4', `${MOVING}:duration=1`);
  await writeFile(join(folder, 'mine.json'), '{ "id": "acting", "omit": true }');
  const { code, out } = await run('score', clips, '--taxonomy', join(folder, 'mine.json'));
  expect(code).toBe(0);
  expect(out).toMatch(/of 15 dimensions/);
});

it('ends with 2 and the usage when it is asked wrongly', async () => {
  expect(await run('score')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringMatching(/which folder.*\n\nUsage: evalverse score/s),
  });
  expect(await run('--help')).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Usage: /) });
});

// Linux has a device that is always full.
it.each(['/dev/full'].filter(existsSync))('ends with 1 when the report cannot be written to %s', async (device) => {
  const full = await open(device, 'w');
  const { code, err } = await finish(start(['--help'], full.fd));
  await full.close();
  expect({ code, err }).toEqual({ code: 1, err: 'evalverse: The report cannot be written (ENOSPC).\n' });
});

it('ends with 130 on Ctrl-C, keeps what is done, and goes on from there', async () => {
  for (const i of [1, 2, 3, 4, 5, 6, 7, 8]) await render(`${i}.mp4`, `${MOVING}:duration=${1 + i / 10}`);
  const child = start(['score', clips]);
  child.stderr?.on('data', (text) => String(text).includes('[1/8]') && child.kill('SIGINT'));
  const { code, out } = await finish(child);
  expect(code).toBe(130);
  const done = Number(/(\d+) of 8 clips scored/.exec(out)?.[1]);
  expect(done).toBeGreaterThanOrEqual(1);
  expect(done).toBeLessThan(8);
  const rest = await run('score', clips);
  expect(rest.code).toBe(0);
  expect(rest.out).toContain(`8 of 8 clips scored by signals, ${done} of them judged before and reused`);
});
