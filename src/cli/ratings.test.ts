import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calibrationSchema } from '../core/calibration/calibration.ts';
import { builtinTaxonomy } from '../core/taxonomy/builtin.ts';
import { dimensionsOf, rationalesOf } from '../core/taxonomy/walk.ts';
import type { Verdict } from '../core/verdict.ts';
import { openStore } from '../store/store.ts';

const CLIPS = 40;
const LENS = dimensionsOf(builtinTaxonomy()).find(({ id }) => id === 'cinematography.lens');
const QUESTIONS = LENS ? rationalesOf(LENS).map(({ id }) => id) : [];
const FIRST = QUESTIONS[0] ?? '';
const raw = (clip: number) => (clip % 11) / 10;

let folder: string;
let clips: string;

/** Every clip is its own few bytes, judged by a judge whose scores the experts halve and lift. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-ratings-'));
  clips = join(folder, 'clips');
  await mkdir(clips);
  const store = await openStore({ root: clips, cacheFolder: join(folder, 'cache') });
  const journal = await store.beginRun({
    judge: { id: 'gemini', fingerprint: 'f1' },
    dimensions: ['cinematography.lens'],
    target: { kind: 'clip' },
    clips: [],
  });
  for (let clip = 0; clip < CLIPS; clip += 1) {
    const path = `c${clip}.mp4`;
    await writeFile(join(clips, path), `clip ${clip}`);
    await writeFile(join(clips, `c${clip}.json`), JSON.stringify({ model: ['Kling 2.0', 'kling-2.0', 'Veo', 'Sora'][clip % 4] }));
    const hash = await store.hashOf(join(clips, path));
    await journal.append(verdictOn({ hash, path }, raw(clip)));
  }
  await journal.close();
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function verdictOn(clip: Verdict['clip'], value: number): Verdict {
  const votes = { pass: value, partial: 0, fail: 1 - value, na: 0 };
  const span = { start: 1, end: 2 };
  return {
    ...{ schema: 1, id: `v-${clip.path}`, run: 'r', clip, range: { whole: true, span: { start: 0, end: 4 } } },
    ...{ dimension: 'cinematography.lens', judge: { id: 'gemini', fingerprint: 'f1' }, status: 'answered', asked: QUESTIONS },
    answers: [
      {
        ...{ rationale: FIRST, answer: value > 0.5 ? 'pass' : 'fail', reason: 'So it is.' },
        ...{ observations: [{ span, text: 'Seen.' }], sampled: { votes, value } },
      },
    ],
    createdAt: '2026-11-22T10:00:00.000Z',
  };
}

async function run(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const environment = { ...process.env, EVALVERSE_CACHE: join(folder, 'cache') };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], { env: environment });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    texts.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    texts.err += text;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  return { code: await promise, ...texts };
}

it('says what is missing before anybody rated or for a judge that was not asked', async () => {
  expect(await run('agree', clips)).toMatchObject({ code: 2, err: expect.stringContaining('Nobody has rated') });
  expect(await run('import', 'a.csv', '--into', clips)).toMatchObject({ code: 2, err: expect.stringContaining('--scale') });
});

it('imports, compares and calibrates', async () => {
  const expert = (clip: number) => 0.25 + raw(clip) / 2;
  const rows = Array.from({ length: CLIPS }, (_, clip) =>
    ['anna', 'ben'].map(
      (rater, which) => `c${clip}.mp4,cinematography.lens,${rater},${expert(clip) + (which * ((clip % 3) - 1)) / 20}`,
    ),
  ).flat();
  const csv = join(folder, 'panel.csv');
  await writeFile(
    csv,
    ['clip,dimension,rater,value', ...rows, 'c99.mp4,cinematography.lens,anna,1', 'C1.mp4,cinematography.lens,anna,2'].join('\n'),
  );
  const imported = await run('import', csv, '--into', clips, '--scale', '0-1');
  expect(imported).toMatchObject({ code: 0, err: '' });
  expect(imported.out).toContain('panel.csv:82: There is no clip "c99.mp4".');
  expect(imported.out).toMatch(/panel\.csv:83: There is no clip "C1\.mp4"\. Did you mean "c1\.mp4"/);
  expect(imported.out).toContain('Of 82 rows: 0 answers, 80 scores; 2 rows not used. Raters: anna, ben; 40 clips.');
  expect((await run('import', csv, '--into', clips, '--scale', '0-1')).out).toContain('80 that had been taken over before');
  expect((await readdir(join(clips, '.evalverse', 'annotations'))).sort()).toEqual(['anna.jsonl', 'ben.jsonl']);

  const answers = join(folder, 'answers.json');
  await writeFile(answers, JSON.stringify([{ clip: 'c0.mp4', rationale: FIRST, ratings: { anna: 'pass', ben: 'fail' } }]));
  expect((await run('import', answers, '--into', clips, '--scale', 'pass/partial/fail')).out).toContain('2 answers, 0 scores');

  const between = JSON.parse((await run('agree', clips, '--json')).out);
  expect(between.subjects).toMatchObject([{ id: 'cinematography.lens', raters: { count: 2, n: 40 }, judge: null }]);
  expect(between.subjects[0].raters.alpha.value).toBeGreaterThan(0.9);
  expect(between.disagreements).toMatchObject([{ clip: { path: 'c0.mp4' }, raters: { anna: 1, ben: 0 }, distance: 1 }]);

  const judged = await run('agree', clips, '--judge', 'gemini', '--by', 'sub-dimension');
  expect(judged).toMatchObject({ code: 0, err: '' });
  expect(judged.out).toMatch(/c0\.mp4 0:01\.000–0:02\.000: .*judge 0 raw, anna 100, ben 0/);
  expect(judged.out).toMatch(/Its scores here are raw/);
  const table = (await run('agree', clips, '--judge', 'gemini')).out;
  expect(table).toMatch(/Lens +0\.9\d \[0\.\d\d, \d\.\d\d\] +2 +40 +40 +0\.9\d \[/);
  // Every coefficient has its interval, the shares of pairs too.
  expect(table).toMatch(/Lens .*(?: \d+ % \[\d+, \d+\] *){2}$/m);
  const models = await run('agree', clips, '--judge', 'gemini', '--level', 'model');
  expect(models.out).toContain('"Kling 2.0" and "kling-2.0" are taken for two models');
  expect(await run('agree', clips, '--judge', 'openai')).toMatchObject({ code: 2, err: expect.stringContaining('by gemini') });

  const page = join(folder, 'report.html');
  const calibrated = await run('calibrate', clips, '--judge', 'gemini', '--report', page);
  expect(calibrated).toMatchObject({ code: 0, err: '' });
  expect(calibrated.out).toMatch(/^Lens.*: 40 clips of 40 prompts or sources, affine map, interval ±\d/m);
  const [, rawError, ownError, constantError] =
    calibrated.out.match(/raw (\d+\.\d), calibrated (\d+\.\d), always their mean (\d+\.\d)/)?.map(Number) ?? [];
  expect(ownError).toBeLessThan(Math.min(rawError ?? 0, constantError ?? 0));
  const kept: unknown = JSON.parse(await readFile(join(clips, '.evalverse', 'calibration', 'f1.json'), 'utf8'));
  expect(calibrationSchema.parse(kept)).toMatchObject({ judge: 'gemini', fingerprint: 'f1' });
  const html = await readFile(page, 'utf8');
  expect(html).toMatch(/<svg[^>]*>.*<circle class="calibrated"/s);
  expect(html).not.toMatch(/<script|https?:|undefined|NaN/);
}, 60_000);
