import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceFolder } from './packFolder.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evalverse-pack-'));
});
afterEach(() => rm(root, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

it('holds the new files and nothing of the old ones', async () => {
  const folder = join(root, 'a', 'pack');
  await replaceFolder(folder, new Map([['old.txt', bytes('old')]]));
  await replaceFolder(folder, new Map([['dist/new.txt', bytes('new')]]));
  expect(await readdir(folder, { recursive: true })).toEqual(['dist', join('dist', 'new.txt')]);
  expect(await readFile(join(folder, 'dist/new.txt'), 'utf8')).toBe('new');
  expect(await readdir(join(root, 'a'))).toEqual(['pack']);
});

it('says so where nothing can be written', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(replaceFolder(join(root, 'file', 'pack'), new Map([['a', bytes('a')]]))).rejects.toMatchObject({
    code: 'store/unwritable',
  });
});
