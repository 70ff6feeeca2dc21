import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordsStateOf } from './recordsState.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evalverse-state-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function grow(run: string): Promise<void> {
  const folder = join(root, '.evalverse', 'runs', run);
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, 'verdicts.jsonl'), 'line\n');
}

it('is empty where nothing was judged', async () => {
  expect(await recordsStateOf(root, 'runs')).toBe('');
});

it('stays as it is until a run comes, grows or goes', async () => {
  await grow('20260101T000000000Z-a');
  const one = await recordsStateOf(root, 'runs');
  expect(await recordsStateOf(root, 'runs')).toBe(one);
  await grow('20260102T000000000Z-b');
  const two = await recordsStateOf(root, 'runs');
  await grow('20260102T000000000Z-b');
  const grown = await recordsStateOf(root, 'runs');
  expect(new Set(['', one, two, grown]).size).toBe(4);
  await rm(join(root, '.evalverse', 'runs', '20260102T000000000Z-b'), { recursive: true });
  expect(await recordsStateOf(root, 'runs')).toBe(one);
});

it('tells of a run whose journal is still to come', async () => {
  await mkdir(join(root, '.evalverse', 'runs', 'a'), { recursive: true });
  const before = await recordsStateOf(root, 'runs');
  await grow('a');
  expect(await recordsStateOf(root, 'runs')).not.toBe(before);
});

it('tells of files that came, were replaced and went', async () => {
  const folder = join(root, '.evalverse', 'calibration');
  await mkdir(folder, { recursive: true });
  const states = [await recordsStateOf(root, 'calibration')];
  for (const text of ['a', 'ab', null]) {
    const file = join(folder, 'judge.json');
    await (text === null ? rm(file) : writeFile(file, text));
    states.push(await recordsStateOf(root, 'calibration'));
  }
  expect(new Set(states).size).toBe(3);
  expect([states[0], states[3]]).toEqual(['', '']);
});
