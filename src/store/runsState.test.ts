import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runsStateOf } from './runsState.ts';

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
  expect(await runsStateOf(root)).toBe('');
});

it('stays as it is until a run comes, grows or goes', async () => {
  await grow('20260101T000000000Z-a');
  const one = await runsStateOf(root);
  expect(await runsStateOf(root)).toBe(one);
  await grow('20260102T000000000Z-b');
  const two = await runsStateOf(root);
  await grow('20260102T000000000Z-b');
  const grown = await runsStateOf(root);
  expect(new Set(['', one, two, grown]).size).toBe(4);
  await rm(join(root, '.evalverse', 'runs', '20260102T000000000Z-b'), { recursive: true });
  expect(await runsStateOf(root)).toBe(one);
});

it('tells of a run whose journal is still to come', async () => {
  await mkdir(join(root, '.evalverse', 'runs', 'a'), { recursive: true });
  const before = await runsStateOf(root);
  await grow('a');
  expect(await runsStateOf(root)).not.toBe(before);
});
