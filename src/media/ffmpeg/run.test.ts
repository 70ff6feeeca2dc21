import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inputArgument } from './compose.ts';
import { splitLines } from './lines.ts';
import { type FfmpegLocation, locateFfmpeg } from './location.ts';
import { runFfmpeg } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-run-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });
const picture = (seconds: number): string[] => ['-f', 'lavfi', '-i', `testsrc=size=64x64:rate=25:duration=${seconds}`];
const endless = ['-f', 'lavfi', '-i', 'testsrc=size=640x480:rate=25'];
const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray'];

/** A stand-in program that writes its process id to a file and then does as told; real ffmpeg never ignores SIGTERM. */
function program(name: string, script: string): { location: FfmpegLocation; pid: () => number } {
  const file = join(folder, name);
  writeFileSync(file, `#!${process.execPath}\nrequire('fs').writeFileSync(__filename + '.pid', String(process.pid));\n${script}`);
  chmodSync(file, 0o755);
  const pid = (): number => Number(readFileSync(`${file}.pid`, 'utf8'));
  return { location: { ...location, ffmpeg: file, ffprobe: file }, pid };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('runFfmpeg', () => {
  test('hands several outputs over, each to its own reader', async () => {
    const sizes = { big: 0, small: 0, sound: 0 };
    const graph = '[0:v]split[b][s];[s]scale=8:8[small]';
    await runFfmpeg(location, {
      program: 'ffmpeg',
      args: (target) => [
        ...[...picture(2), '-f', 'lavfi', '-i', 'sine=duration=2:sample_rate=8000', '-filter_complex', graph],
        ...['-map', '[b]', ...raw, target('big'), '-map', '[small]', ...raw, target('small')],
        ...['-map', '1:a', '-f', 's16le', target('sound')],
      ],
      outputs: [
        { name: 'big', onData: (chunk) => (sizes.big += chunk.length) },
        { name: 'small', onData: (chunk) => (sizes.small += chunk.length) },
        { name: 'sound', onData: (chunk) => (sizes.sound += chunk.length) },
      ],
    });
    expect(sizes).toEqual({ big: 50 * 64 * 64, small: 50 * 8 * 8, sound: 2 * 8000 * 2 });
  });

  test('frees what has been read at once', async () => {
    const chunks: Uint8Array[] = [];
    await runFfmpeg(location, {
      program: 'ffmpeg',
      args: (target) => [...picture(2), ...raw, target('v')],
      outputs: [{ name: 'v', onData: (chunk) => chunks.push(chunk) }],
    });
    expect(chunks.reduce((sum, { length }) => sum + length, 0)).toBe(0);
  });

  test.each([[[]], [[{ name: 'v', onData: () => {} }]]])('reports progress beside %j', async (outputs) => {
    const times: number[] = [];
    await runFfmpeg(location, {
      program: 'ffmpeg',
      args: (target) => [...picture(3), ...(outputs.length > 0 ? [...raw, target('v')] : ['-f', 'null', '-'])],
      outputs,
      onProgress: (time) => times.push(time),
    });
    expect(times.at(-1)).toBeCloseTo(3, 1);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('an abort ends a process that is blocked on a full pipe', async () => {
    const controller = new AbortController();
    const reason = new Error('superseded');
    const running = runFfmpeg(location, {
      program: 'ffmpeg',
      // One output is read, the other is a second writer the first waits for.
      args: (target) => [...endless, '-map', '0:v', ...raw, target('a'), '-map', '0:v', ...raw, target('b')],
      outputs: [
        { name: 'a', onData: () => controller.abort(reason) },
        { name: 'b', onData: () => {} },
      ],
      signal: controller.signal,
    });
    await expect(running).rejects.toBe(reason);
  });

  test('an abort before the start starts nothing', async () => {
    const { location: never, pid } = program('never', '');
    const job = { program: 'ffmpeg', args: () => [], outputs: [], signal: AbortSignal.abort() } as const;
    await expect(runFfmpeg(never, job)).rejects.toMatchObject({ name: 'AbortError' });
    expect(pid).toThrow('ENOENT');
  });

  test('a process that ignores SIGTERM is killed, and is gone when the promise settles', async () => {
    const { location: stubborn, pid } = program(
      'stubborn',
      "process.on('SIGTERM', () => {}); process.stdout.on('error', () => {}); setInterval(() => {}, 1000); console.log('on');",
    );
    const controller = new AbortController();
    const outputs = [{ name: 'a', onData: () => controller.abort() }];
    const running = runFfmpeg(stubborn, { program: 'ffmpeg', args: () => [], outputs, signal: controller.signal });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(isAlive(pid())).toBe(false);
  });

  test('what a wrapper script started ends with it', async () => {
    const { location: wrapper, pid } = program(
      'wrapper',
      `const { spawn } = require('child_process');
      const file = __filename + '.inner.pid';
      const script = "require('fs').writeFileSync(" + JSON.stringify(file) + ", String(process.pid)); console.log('on'); setInterval(() => {}, 1000);";
      spawn(process.execPath, ['-e', script], { stdio: 'inherit' });`,
    );
    const controller = new AbortController();
    const outputs = [{ name: 'a', onData: () => controller.abort() }];
    const running = runFfmpeg(wrapper, { program: 'ffmpeg', args: () => [], outputs, signal: controller.signal });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    const inner = Number(readFileSync(join(folder, 'wrapper.inner.pid'), 'utf8'));
    expect(isAlive(pid())).toBe(false);
    // Its parent is gone, so the system buries it, when it gets to that.
    await expect.poll(() => isAlive(inner), { timeout: 20_000 }).toBe(false);
  });

  test('what a reader throws stops the process and is the rejection', async () => {
    const { location: talker, pid } = program('talker', "setInterval(() => console.log('word'), 1);");
    const mistake = new TypeError('reader');
    let calls = 0;
    const onData = (): void => {
      calls++;
      throw mistake;
    };
    await expect(runFfmpeg(talker, { program: 'ffmpeg', args: () => [], outputs: [{ name: 'a', onData }] })).rejects.toBe(
      mistake,
    );
    expect(calls).toBe(1);
    expect(isAlive(pid())).toBe(false);
  });

  test('a bad end carries what ffmpeg said last', async () => {
    const job = { program: 'ffmpeg', args: () => ['-i', inputArgument('/no such file.mp4')], outputs: [] } as const;
    await expect(runFfmpeg(location, job)).rejects.toMatchObject({
      code: 'ffmpeg/failed',
      userMessage: expect.stringContaining('No such file or directory'),
      cause: expect.stringContaining('/no such file.mp4'),
    });
  });

  test('keeps a bounded end of standard error', async () => {
    const { location: noisy } = program(
      'noisy',
      "const { writeSync } = require('fs'); for (let i = 0; i < 5000; i++) writeSync(2, 'line ' + i + '\\n'); process.exitCode = 3;",
    );
    const failure = runFfmpeg(noisy, { program: 'ffmpeg', args: () => [], outputs: [] });
    await expect(failure).rejects.toMatchObject({
      code: 'ffmpeg/failed',
      userMessage: expect.stringMatching(/with 3: line 4999\.$/),
    });
    const error: unknown = await failure.catch((reason: unknown) => reason);
    expect(String(error instanceof Error && error.cause).length).toBeLessThanOrEqual(8192);
  });

  test('names a program that is not there or is none', async () => {
    const job = { program: 'ffprobe', args: () => [], outputs: [] } as const;
    await expect(runFfmpeg({ ...location, ffprobe: join(folder, 'missing') }, job)).rejects.toMatchObject({
      code: 'ffmpeg/missing',
    });
    const file = join(folder, 'no program');
    writeFileSync(file, 'text');
    await expect(runFfmpeg({ ...location, ffprobe: file }, job)).rejects.toMatchObject({ code: 'ffmpeg/unusable' });
  });

  test('refuses targets and outputs that do not fit', async () => {
    const quiet = { name: 'a', onData: () => {} };
    const jobs = [
      { program: 'ffmpeg', args: (target: (name: string) => string) => [target('b')], outputs: [quiet] },
      { program: 'ffmpeg', args: () => [], outputs: [quiet, quiet] },
      { program: 'ffprobe', args: () => [], outputs: [quiet, { ...quiet, name: 'b' }] },
    ] as const;
    for (const job of jobs) await expect(runFfmpeg(location, job)).rejects.toBeInstanceOf(RangeError);
  });

  test('asks the system for little priority', async () => {
    // Waits for it, since the process is up before the runner can lower it.
    const { location: polite } = program(
      'polite',
      "const wait = setInterval(() => { const p = require('os').getPriority(); if (p > 0) { console.log(p); clearInterval(wait); } }, 1);",
    );
    let priority = '';
    const outputs = [{ name: 'a', onData: (chunk: Uint8Array) => (priority += Buffer.from(chunk)) }];
    await runFfmpeg(polite, { program: 'ffmpeg', args: () => [], outputs });
    expect(Number(priority)).toBe(10);
  });
});

describe('splitLines', () => {
  const text = 'süß\n影片 🎬\r\n\nlast';
  test.each([1, 2, 3, 5, 100])('reads UTF-8 whatever way it is cut (%d bytes a chunk)', (size) => {
    const lines: string[] = [];
    const splitter = splitLines((line) => lines.push(line));
    const bytes = new TextEncoder().encode(text);
    for (let i = 0; i < bytes.length; i += size) splitter.push(bytes.subarray(i, i + size));
    splitter.end();
    expect(lines).toEqual(['süß', '影片 🎬', '', 'last']);
  });
});
