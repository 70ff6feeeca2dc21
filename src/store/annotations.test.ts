import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Annotation, Rating } from '../core/annotation.ts';
import { annotationHistory, currentAnnotations, currentRatings, suppressions } from '../core/annotations.ts';
import { openAnnotations } from './annotations.ts';

const run = promisify(execFile);
let root: string;
let next = 0;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evalverse-annotations-'));
  next = 0;
});
afterEach(() => rm(root, { recursive: true, force: true }));

const range = { whole: true, span: { start: 0, end: 4 } };
function word(changes: Partial<Annotation> = {}): Annotation {
  next += 1;
  const createdAt = new Date(Date.UTC(2026, 0, 1, 0, 0, next)).toISOString();
  const clip = { hash: 'a', path: 'a.mp4' };
  return { schema: 1, id: `${next}`, createdAt, rater: 'fox', clip, range, rationale: 'r', answer: 'pass', ...changes };
}
const fileOf = (rater: string) => join(root, '.evalverse', 'annotations', `${rater}.jsonl`);
const about = { verdict: 'v', judge: 'gemini', fingerprint: 'f' };

describe('what counts', () => {
  it('is the last word of each rater about each range and question', () => {
    const first = word({ answer: 'fail' });
    const second = word({ answer: 'partial' });
    const part = word({ range: { whole: false, span: { start: 1, end: 2 } }, answer: 'na' });
    const other = word({ rater: 'owl', answer: 'fail' });
    expect(currentAnnotations([second, first, part, other]).map(({ answer }) => answer)).toEqual(['partial', 'na', 'fail']);
    expect(annotationHistory([second, part, first, other], first)).toEqual([first, second]);
  });

  it('is the later in the file of two of one moment, and nothing once it is taken back', () => {
    const one = word({ answer: 'fail' });
    const two = word({ answer: 'pass', createdAt: one.createdAt });
    expect(currentAnnotations([one, two])).toEqual([two]);
    expect(currentAnnotations([two, one])).toEqual([one]);
    expect(currentAnnotations([one, word({ answer: null })])).toEqual([]);
  });

  it('does not forget an answer over a word about a finding, and a suppression until it is taken back', () => {
    const own = word({ answer: 'fail' });
    const suppressed = word({ answer: null, about: { ...about, stance: 'suppress' }, note: 'It is meant so.' });
    expect(currentAnnotations([own, suppressed])).toEqual([own]);
    expect(suppressions([own, suppressed])).toEqual([suppressed]);
    expect(suppressions([suppressed, word({ answer: null, about: { ...about, stance: 'agree' } })])).toEqual([]);
    expect(suppressions([suppressed, word({ answer: null })])).toEqual([]);
    expect(suppressions([suppressed, word({ answer: 'pass' })])).toEqual([suppressed]);
  });

  it('is the last score of a whole dimension', () => {
    const { rationale: _, answer: __, ...rest } = word();
    const rating: Rating = { ...rest, subject: 'd', score: 0.25 };
    const later: Rating = { ...rating, id: 'later', createdAt: '2026-02-01T00:00:00Z', score: 0.5 };
    expect(currentRatings([later, rating])).toEqual([later]);
    expect(currentRatings([rating, { ...later, score: null }])).toEqual([]);
  });
});

describe('annotations of a folder', () => {
  it('are kept in one file a rater, and opening writes nothing', async () => {
    const store = await openAnnotations(root);
    expect(await readdir(root)).toEqual([]);
    const lines = [word(), word({ rater: 'Jury 2' }), word({ answer: 'fail' })];
    await store.append(lines);
    expect(await readdir(join(root, '.evalverse', 'annotations'))).toEqual(['Jury 2.jsonl', 'fox.jsonl']);
    expect((await readFile(fileOf('fox'), 'utf8')).split('\n')).toHaveLength(3);
    const again = await openAnnotations(root);
    expect(again.annotations()).toEqual([lines[1], lines[0], lines[2]]);
    expect(again.raters()).toEqual(['Jury 2', 'fox']);
  });

  it.each(['', '../fox', 'a/b', 'a\\b', '.fox', 'fox.', 'con', 'NUL.txt', 'a:b', 'a\nb', 'x'.repeat(65)])(
    'refuses the rater %j and writes nothing',
    async (rater) => {
      const store = await openAnnotations(root);
      await expect(store.append([word(), word({ rater })])).rejects.toMatchObject({ code: 'settings/invalid' });
      expect(await readdir(root)).toEqual([]);
    },
  );

  it('refuses a name that differs from a rater’s in case alone', async () => {
    const store = await openAnnotations(root);
    await store.append([word()]);
    await expect(store.append([word({ rater: 'Fox' })])).rejects.toMatchObject({ code: 'settings/invalid' });
  });

  it('reports torn, broken and foreign lines by number and reads the others', async () => {
    const store = await openAnnotations(root);
    await store.append([word()]);
    await appendFile(fileOf('fox'), `<<<<<<< ours\n\n${JSON.stringify(word({ rater: 'owl' }))}\n{"schema":1}\n{"schema":1,"id`);
    await store.refresh();
    const told = () => store.problems().map(({ line, reason }) => [line, reason]);
    expect(told()).toEqual([
      [2, expect.stringMatching(/^not JSON/)],
      [4, 'of another rater, "owl"'],
      [5, expect.stringMatching(/^not an annotation: /)],
      [6, 'cut off in the middle'],
    ]);
    const after = word();
    await store.append([after]);
    expect(store.annotations().at(-1)).toEqual(after);
    expect(told()[3]).toEqual([6, expect.stringMatching(/^not JSON/)]);
  });

  it('takes a whole last line without its newline, and a line that a merge doubled once', async () => {
    await mkdir(join(root, '.evalverse', 'annotations'), { recursive: true });
    const line = word();
    await writeFile(fileOf('fox'), `${JSON.stringify(line)}\r\n${JSON.stringify(line)}`);
    const store = await openAnnotations(root);
    expect(store.annotations()).toEqual([line]);
    await store.append([word()]);
    expect(store.annotations()).toHaveLength(2);
    expect(store.problems()).toEqual([]);
  });

  it('merge in git without conflicts, also where one rater worked on two branches', async () => {
    const git = (...words: string[]) =>
      run('git', ['-C', root, '-c', 'user.name=fox', '-c', 'user.email=fox@example.org', ...words]);
    const says = async (branch: string, ...lines: Annotation[]) => {
      await git('switch', '-q', branch);
      await (await openAnnotations(root)).append(lines);
      await git('add', '.evalverse');
      await git('commit', '-qm', branch);
    };
    await git('init', '-q', '-b', 'main');
    await git('commit', '-q', '--allow-empty', '-m', 'empty');
    await says('main', word());
    await git('branch', 'other');
    await says('main', word(), word({ rater: 'owl' }));
    await says('other', word({ rationale: 's' }), word({ rater: 'elk' }));
    await git('merge', '-q', '--no-edit', 'main');
    const merged = await openAnnotations(root);
    expect(merged.problems()).toEqual([]);
    expect(
      merged
        .annotations()
        .map(({ rater, id }) => `${rater} ${id}`)
        .sort(),
    ).toEqual(['elk 5', 'fox 1', 'fox 2', 'fox 4', 'owl 3']);
  });

  it('tells the clips about which something changed, whoever changed it', async () => {
    const [store, other] = [await openAnnotations(root), await openAnnotations(root)];
    const told: string[] = [];
    const stop = store.onDidChange((hash) => told.push(hash));
    await store.append([word()]);
    expect(told).toEqual(['a']);
    await other.append([
      word({ clip: { hash: 'b', path: 'b.mp4' } }),
      word({ clip: { hash: 'c', path: 'c.mp4' }, rater: 'owl' }),
    ]);
    expect(await store.refresh()).toEqual(['b', 'c']);
    expect(await store.refresh()).toEqual([]);
    await rm(fileOf('owl'));
    expect(await store.refresh()).toEqual(['c']);
    stop();
    await store.append([word()]);
    expect(told).toEqual(['a', 'b', 'c', 'c']);
  });

  it('keeps appends of one moment in their order', async () => {
    const store = await openAnnotations(root);
    const lines = Array.from({ length: 20 }, () => word());
    await Promise.all(lines.map((line) => store.append([line])));
    expect(store.annotations()).toEqual(lines);
  });
});
