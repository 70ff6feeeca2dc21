import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DocumentShots } from './documentShots.ts';

const signals = { boundaries: [{ kind: 'cut', start: 2, end: 2, confidence: 1 } as const], duration: 5 };
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evalverse-document-shots-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const open = () => DocumentShots.open({ root, path: join(root, 'takes', 'a.mp4'), hash: 'h' }, signals);
const startsOf = (shots: DocumentShots) => shots.corrected.shots.map(({ start }) => start);

it('keeps corrections with author and time, for whoever opens the clip next', async () => {
  const shots = await open();
  await shots.correct('ann', { kind: 'split', at: 1 });
  await shots.correct('ann', { kind: 'move', from: 2, to: 2.5 });
  expect(startsOf(shots)).toEqual([0, 1, 2.5]);
  expect(shots.at(2.2)).toMatchObject({ start: 1, end: 2.5 });
  expect(startsOf(await open())).toEqual([0, 1, 2.5]);
  const [line = ''] = (await readFile(join(root, '.evalverse', 'shots', 'ann.jsonl'), 'utf8')).split('\n');
  expect(JSON.parse(line)).toMatchObject({ author: 'ann', clip: { hash: 'h', path: 'takes/a.mp4' } });
});

it('takes an author’s corrections back one by one, and those of nobody else', async () => {
  const shots = await open();
  await shots.correct('ann', { kind: 'split', at: 1 });
  await shots.correct('bob', { kind: 'split', at: 3 });
  await shots.correct('ann', { kind: 'merge', at: 2 });
  expect(await shots.undo('ann')).toBe(true);
  expect(startsOf(shots)).toEqual([0, 1, 2, 3]);
  expect([await shots.undo('ann'), await shots.undo('ann')]).toEqual([true, false]);
  expect(startsOf(shots)).toEqual([0, 2, 3]);
});
