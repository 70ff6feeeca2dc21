import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testedFfmpeg } from '../../../test/fixtures/analysedClip.ts';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import type { Clip } from '../../core/clip.ts';
import { probeClip } from '../probe/probe.ts';
import { createThreadedAnalysis } from './analysisThread.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-thread-'));
afterAll(() => rmSync(folder, { recursive: true }));

let clip: Clip;
beforeAll(async () => {
  const path = join(folder, 'minute.mkv');
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=25:duration=60'];
  await runFfmpegTool([...picture, '-f', 'lavfi', '-i', 'sine=duration=60', '-c:v', 'libx264', '-preset', 'ultrafast', path]);
  clip = await probeClip(testedFfmpeg, { path, hash: 'e'.repeat(64) }, {});
});

/** A thread that starts an endless ffmpeg for each clip, says so, and then does what `text` says. */
function threadThat(text: string): URL {
  const file = join(folder, `${text.length}.mjs`);
  const endless = ['-v', 'quiet', '-f', 'lavfi', '-i', 'testsrc2=size=16x16', '-re', '-f', 'null', '-'];
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process';
     import { parentPort } from 'node:worker_threads';
     parentPort.on('message', (order) => {
       if (order.type !== 'analyse') return;
       const child = spawn(${JSON.stringify(testedFfmpeg.ffmpeg)}, ${JSON.stringify(endless)}, { stdio: 'ignore' });
       child.on('spawn', () => {
         parentPort.postMessage({ type: 'programs', running: [child.pid] });
         parentPort.postMessage({ type: 'progress', fraction: 0.5 });
         ${text}
       });
     });`,
  );
  return pathToFileURL(file);
}

/** Whether an ffmpeg of this process runs; one that has ended and that nobody has waited for does not. */
async function ffmpegRuns(): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,stat=,comm=']);
  return stdout.split('\n').some((line) => {
    const [parent, state = '', name] = line.trim().split(/\s+/);
    return parent === String(process.pid) && !state.startsWith('Z') && name === 'ffmpeg';
  });
}

/** The test's own limit is the only one. */
async function endOfFfmpeg(): Promise<void> {
  while (await ffmpegRuns()) await new Promise((resolve) => setImmediate(resolve));
}

describe('a thread that breaks down', () => {
  test.each([
    ['throws', "throw new Error('broken');"],
    ['leaves', 'process.exit(3);'],
    ['says what nobody understands', "parentPort.postMessage('what?');"],
  ])('and %s says so in a sentence and takes its ffmpeg along', async (_, text) => {
    await expect(createThreadedAnalysis(threadThat(text))(testedFfmpeg, clip, {})).rejects.toMatchObject({
      code: 'internal',
      userMessage: 'The analysis broke down in the middle of this clip; evaluate it again.',
    });
    await endOfFfmpeg();
  });

  test('and does not answer an abort is ended, with the reason of the abort', async () => {
    const abort = new AbortController();
    const onProgress = () => abort.abort();
    const analysing = createThreadedAnalysis(threadThat('for (;;);'))(testedFfmpeg, clip, { signal: abort.signal, onProgress });
    await expect(analysing).rejects.toMatchObject({ name: 'AbortError' });
    await endOfFfmpeg();
  });
});

describe('a thread', () => {
  test('takes the work off its caller', async () => {
    const [ownBefore, allBefore] = [process.threadCpuUsage(), process.cpuUsage()];
    const signals = await createThreadedAnalysis()(testedFfmpeg, clip, {});
    const [own, all] = [process.threadCpuUsage(ownBefore), process.cpuUsage(allBefore)];
    expect(signals.frames.times).toHaveLength(1500);
    expect(own.user + own.system).toBeLessThan((all.user + all.system) / 3);
  });

  test('analyses the next clip after one that was given up, and several at once', async () => {
    const analyse = createThreadedAnalysis();
    const abort = new AbortController();
    const givenUp = analyse(testedFfmpeg, clip, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(givenUp).rejects.toMatchObject({ name: 'AbortError' });
    const [first, second] = await Promise.all([analyse(testedFfmpeg, clip, {}), analyse(testedFfmpeg, clip, {})]);
    expect(first).toEqual(second);
  });
});
