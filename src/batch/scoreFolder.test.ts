import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EvalVerseError } from '../core/errors.ts';
import type { Judge } from '../core/judge.ts';
import type { EvaluationContext } from './context.ts';
import { type FolderEntry, type FolderProgress, type FolderReport, scoreFolder } from './scoreFolder.ts';
import { createTestBench, fakeJudge, type TestBench } from './testBench.ts';

let bench: TestBench;

beforeEach(async () => {
  bench = await createTestBench();
});
afterEach(() => bench.remove());

const short = (entry: FolderEntry) =>
  entry.status === 'scored' ? `${entry.path}${entry.reused ? ' reused' : ''}` : `${entry.path} ${entry.code}`;
const shorts = (report: FolderReport) => report.clips.map(short);

async function runs(): Promise<string[]> {
  return readdir(join(bench.root, '.evalverse', 'runs'));
}

it('scores what is in the folder and below, in order, into one run', async () => {
  await bench.clip('shot 10.mp4', 10);
  await bench.clip('shot 2.mp4', 20);
  await bench.clip('more/deep/c.webm', 30);
  for (const hidden of ['.hidden/x.mp4', 'node_modules/x.mp4', '.x.mp4']) {
    await mkdir(join(bench.root, hidden, '..'), { recursive: true });
    await copyFile(join(bench.root, 'shot 2.mp4'), join(bench.root, hidden));
  }
  await writeFile(join(bench.root, 'notes.txt'), 'no clip');
  await symlink(bench.root, join(bench.root, 'loop'));
  const report = await scoreFolder(bench.context, bench.root);
  expect(shorts(report)).toEqual(['more/deep/c.webm', 'shot 2.mp4', 'shot 10.mp4']);
  const [run, ...others] = await runs();
  expect(others).toEqual([]);
  expect(report).toMatchObject({ folder: bench.root, runs: [run], total: 3, cancelled: false, notes: [] });
  const plan: unknown = JSON.parse(await readFile(join(bench.root, '.evalverse', 'runs', String(run), 'plan.json'), 'utf8'));
  expect(plan).toMatchObject({ clips: ['more/deep/c.webm', 'shot 2.mp4', 'shot 10.mp4'], target: { kind: 'clip' } });
});

it('tells about a clip that fails and goes on', async () => {
  await writeFile(join(bench.root, 'a-empty.mp4'), '');
  await writeFile(join(bench.root, 'b-text.mp4'), 'This is not a film.');
  await symlink(join(bench.root, 'gone'), join(bench.root, 'c-dangling.mp4'));
  await bench.clip('d.mp4');
  const report = await scoreFolder(bench.context, bench.root);
  expect(shorts(report)).toEqual([
    'a-empty.mp4 clip/empty',
    'b-text.mp4 clip/not-media',
    'c-dangling.mp4 clip/not-found',
    'd.mp4',
  ]);
  expect(report.clips[1]).toMatchObject({ sentence: expect.stringMatching(/b-text\.mp4.*\.$/) });
});

it('writes nothing when no clip can be judged', async () => {
  await writeFile(join(bench.root, 'text.mp4'), 'This is not a film.');
  const report = await scoreFolder(bench.context, bench.root);
  expect(report.runs).toEqual([]);
  expect(await readdir(bench.root)).toEqual(['text.mp4']);
});

it('reuses what is done and writes no run for nothing', async () => {
  await bench.clip('a.mp4');
  await scoreFolder(bench.context, bench.root);
  const again = await scoreFolder(bench.context, bench.root);
  expect(shorts(again)).toEqual(['a.mp4 reused']);
  expect(again.runs).toEqual([]);
  expect(await runs()).toHaveLength(1);
});

it('tells where it is', async () => {
  await bench.clip('a.mp4');
  await bench.clip('b.mp4', 40);
  const events: FolderProgress[] = [];
  await scoreFolder(bench.context, bench.root, { concurrency: 1, onProgress: (event) => events.push(event) });
  const phases = events.map((event) =>
    event.kind === 'done'
      ? `${event.done}/${event.total} done ${event.entry.path}`
      : `${event.index} ${event.path} ${event.phase}`,
  );
  const once = phases.filter((phase, i) => phase !== phases[i - 1]);
  const steps = (index: number, path: string) =>
    ['reading', 'probing', 'analysing', 'judging'].map((phase) => `${index} ${path} ${phase}`);
  expect(once).toEqual([...steps(0, 'a.mp4'), '1/2 done a.mp4', ...steps(1, 'b.mp4'), '2/2 done b.mp4']);
});

it('works on as many clips at once as allowed', async () => {
  for (const i of [1, 2, 3, 4, 5]) await bench.clip(`${i}.mp4`, i * 20);
  let now = 0;
  let most = 0;
  const context: EvaluationContext = {
    ...bench.context,
    analyse: async (clip, options) => {
      most = Math.max(most, ++now);
      try {
        return await bench.context.analyse(clip, options);
      } finally {
        now -= 1;
      }
    },
  };
  await scoreFolder(context, bench.root, { concurrency: 2 });
  expect(most).toBe(2);
});

it('keeps what is done when cancelled, and goes on from there', async () => {
  for (const i of [1, 2, 3]) await bench.clip(`${i}.mp4`, i * 20);
  const abort = new AbortController();
  const cancelled = await scoreFolder(bench.context, bench.root, {
    concurrency: 1,
    signal: abort.signal,
    onProgress: (event) => event.kind === 'clip' && event.index === 1 && event.phase === 'analysing' && abort.abort(),
  });
  expect(shorts(cancelled)).toEqual(['1.mp4']);
  expect(cancelled).toMatchObject({ cancelled: true, total: 3 });
  expect(shorts(await scoreFolder(bench.context, bench.root))).toEqual(['1.mp4 reused', '2.mp4', '3.mp4']);
});

it('stops at once when results cannot be kept', async () => {
  for (const i of [1, 2, 3]) await bench.clip(`${i}.mp4`, i * 20);
  await writeFile(join(bench.root, '.evalverse'), 'in the way');
  await expect(scoreFolder(bench.context, bench.root)).rejects.toMatchObject({ code: 'store/unwritable' });
  expect(bench.decoded).toEqual([]);
});

it('stops at once when ffmpeg is not there', async () => {
  for (const i of [1, 2, 3]) await bench.clip(`${i}.mp4`, i * 20);
  const ffmpeg = { ...bench.context.ffmpeg, ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe' };
  await expect(scoreFolder({ ...bench.context, ffmpeg }, bench.root)).rejects.toMatchObject({ code: 'ffmpeg/missing' });
});

it('says what is wrong with the folder', async () => {
  const file = await bench.clip('a.mp4');
  await expect(scoreFolder(bench.context, join(bench.root, 'none'))).rejects.toMatchObject({ code: 'clip/not-found' });
  await expect(scoreFolder(bench.context, file)).rejects.toMatchObject({
    code: 'clip/not-found',
    userMessage: expect.stringContaining('is a file'),
  });
});

it('gives a breaking judge an entry per clip', async () => {
  await bench.clip('a.mp4');
  const judge = {
    ...fakeJudge([]),
    judge: async () => {
      throw new Error('broken');
    },
  };
  const report = await scoreFolder({ ...bench.context, judges: [judge] }, bench.root);
  expect(report.clips).toMatchObject([{ status: 'failed', code: 'internal', sentence: 'broken' }]);
});

it('stops where a judge cannot go on, and reports what is done', async () => {
  await bench.clip('a.mp4');
  await bench.clip('b.mp4', 40);
  await bench.clip('c.mp4', 80);
  const measuring = fakeJudge(bench.asked);
  const spent: Judge = {
    ...fakeJudge([]),
    id: 'model',
    async judge({ clip }, dimensions, { onJudgement }) {
      const [first] = dimensions;
      if (first) onJudgement(first, { status: 'unanswered', reason: 'Nothing to say.' });
      if (clip.path.endsWith('b.mp4')) throw new EvalVerseError('judge/budget', 'The budget is spent.');
    },
  };
  const report = await scoreFolder({ ...bench.context, judges: [measuring, spent] }, bench.root, { concurrency: 1 });
  expect(report).toMatchObject({ stopped: 'The budget is spent.', cancelled: false, total: 3 });
  expect(shorts(report)).toEqual(['a.mp4']);
  const [, second] = await readdir(bench.root).then((names) => names.filter((name) => name.endsWith('.mp4')).sort());
  const hash = await bench.store.hashOf(join(bench.root, second ?? ''));
  const kept = (await bench.store.verdictsOn(hash)).map(({ judge }) => judge.id);
  expect(kept.filter((id) => id === 'model')).toHaveLength(1);
  expect(kept.filter((id) => id === 'fake')).toHaveLength(18);
});

it('waits for answers that are under way when a judge cannot go on with another clip', async () => {
  await bench.clip('a.mp4');
  await bench.clip('b.mp4', 40);
  await bench.clip('c.mp4', 80);
  const asked: string[] = [];
  const spent = Promise.withResolvers<void>();
  const answers = fakeJudge([]);
  const capped: Judge = {
    ...answers,
    id: 'model',
    async judge(request, dimensions, options) {
      asked.push(request.clip.path);
      if (request.clip.path.endsWith('b.mp4')) {
        // Once the other clip asks, too.
        while (asked.length < 2) await new Promise(setImmediate);
        spent.resolve();
        throw new EvalVerseError('judge/budget', 'The budget is spent.');
      }
      await spent.promise;
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
      options.signal.throwIfAborted();
      await answers.judge(request, dimensions, options);
    },
  };
  const report = await scoreFolder({ ...bench.context, judges: [capped] }, bench.root, { concurrency: 2 });
  expect(report).toMatchObject({ stopped: 'The budget is spent.', cancelled: false, total: 3 });
  expect([shorts(report), asked.length]).toEqual([['a.mp4'], 2]);
});
