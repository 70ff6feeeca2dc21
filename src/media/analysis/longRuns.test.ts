import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { testedFfmpeg } from '../../../test/fixtures/analysedClip.ts';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import type { Clip } from '../../core/clip.ts';
import { probeClip } from '../probe/probe.ts';
import { analyseClip } from './analyse.ts';
import { createThreadedAnalysis } from './analysisThread.ts';
import { encodeSignals } from './signalsFile.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-long-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());
const analyseInThread = createThreadedAnalysis();

/** Ten minutes out of two seconds that repeat. */
let long: Clip;
beforeAll(async () => {
  const [piece, path] = [join(folder, 'piece.mkv'), join(folder, 'long.mkv')];
  const picture = [
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=96x54:rate=25:duration=2',
    '-f',
    'lavfi',
    '-i',
    'sine=sample_rate=8000:duration=2',
  ];
  await runFfmpegTool([...picture, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-c:a', 'pcm_s16le', piece]);
  await runFfmpegTool(['-stream_loop', '299', '-i', piece, '-c', 'copy', path]);
  long = await probeClip(testedFfmpeg, { path, hash: 'd'.repeat(64) }, {});
});

/** Process ids of the ffmpeg programs that this process started and that still run. */
async function runningPrograms(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,comm=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, name]) => parent === String(process.pid) && /^ff(?:mpeg|probe)/.test(name ?? ''))
    .map(([pid = '']) => pid);
}

describe('a long clip', () => {
  test('takes memory by its frames and nothing else', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage: unknown = runInNewContext('gc');
    if (typeof collectGarbage !== 'function') throw new TypeError('this Node cannot collect garbage on demand');
    const held: number[] = [];
    const signals = await analyseClip(testedFfmpeg, long, {
      onProgress: (fraction) => {
        if (fraction < 0.1 + 0.4 * held.length) return;
        collectGarbage();
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        held.push(heapUsed + arrayBuffers);
      },
    });
    expect([long.frames.times.length, signals.frames.times.length]).toEqual([15_000, 15_000]);
    // Two hours of 25 frames a second stay below 150 MB.
    expect(encodeSignals(signals).length / 15_000).toBeLessThan(800);
    const [atTenth = 0, , atNineTenths = Number.NaN] = held;
    // On the way, series that grow take twice the place at most; one small picture alone would be 7776 bytes.
    expect((atNineTenths - atTenth) / (0.8 * 15_000)).toBeLessThan(1600);
  });
});

describe('cancelling in the middle of a decode', () => {
  test.each(['in this thread', 'in a worker'])('%s ends every program and leaves nothing in temp', async (where) => {
    const temp = join(folder, where);
    mkdirSync(temp);
    vi.stubEnv('TMPDIR', temp);
    const abort = new AbortController();
    const seen: string[][] = [];
    const options = {
      signal: abort.signal,
      onProgress: () => {
        void runningPrograms().then((programs) => {
          seen.push(programs);
          abort.abort();
        });
      },
    };
    const running =
      where === 'in a worker' ? analyseInThread(testedFfmpeg, long, options) : analyseClip(testedFfmpeg, long, options);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen[0]).toHaveLength(1);
    expect(await runningPrograms()).toEqual([]);
    expect(readdirSync(temp)).toEqual([]);
  });

  test('ends a probe too', async () => {
    const abort = new AbortController();
    const probing = probeClip(testedFfmpeg, { path: long.path, hash: long.hash }, { signal: abort.signal });
    while ((await runningPrograms()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await expect(probing).rejects.toMatchObject({ name: 'AbortError' });
    expect(await runningPrograms()).toEqual([]);
  });
});
