import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ShotCorrection } from '../core/shotCorrections.ts';
import { appendShotCorrection, readShotCorrections } from './shotCorrections.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evalverse-shots-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

function split(id: string, author: string, hash = 'h'): ShotCorrection {
  const createdAt = '2026-01-01T12:00:00.000Z';
  return { schema: 1, id, createdAt, author, clip: { hash, path: 'a.mp4' }, change: { kind: 'split', at: 2 } };
}

it('keeps the corrections of all authors apart and gives back those of one clip', async () => {
  expect(await readShotCorrections(root, 'h')).toEqual([]);
  await appendShotCorrection(root, split('1', 'ann'));
  await appendShotCorrection(root, split('2', 'bob'));
  await appendShotCorrection(root, split('3', 'ann', 'another'));
  expect((await readShotCorrections(root, 'h')).map(({ id }) => id)).toEqual(['1', '2']);
});

it('only ever appends, and skips what is no correction of the file’s author', async () => {
  await appendShotCorrection(root, split('1', 'ann'));
  const file = join(root, '.evalverse', 'shots', 'ann.jsonl');
  const first = await readFile(file, 'utf8');
  await appendFile(file, `${JSON.stringify(split('2', 'bob'))}\n{"schema":1}\nnot json`);
  await appendShotCorrection(root, split('3', 'ann'));
  expect((await readFile(file, 'utf8')).startsWith(first)).toBe(true);
  expect((await readShotCorrections(root, 'h')).map(({ id }) => id)).toEqual(['1', '3']);
});

it('tells git to keep the lines of both sides where an author worked on two branches', async () => {
  await appendShotCorrection(root, split('1', 'ann'));
  const rules = await readFile(join(root, '.evalverse', '.gitattributes'), 'utf8');
  expect(rules.split('\n')).toContain('shots/*.jsonl merge=union');
});

it('refuses an author that would be a path', async () => {
  await expect(appendShotCorrection(root, split('1', '../ann'))).rejects.toMatchObject({ code: 'settings/invalid' });
});
