import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { defaultCacheFolder, readCache, trimCache, writeCache } from './cache.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = async (kind: string, hash: string) => {
  const found = await readCache(folder, kind, hash);
  return found && new TextDecoder().decode(found);
};

it('gives back what was written, by kind and hash', async () => {
  await writeCache(folder, 'signals-1', 'aa11', bytes('one'));
  await writeCache(folder, 'signals-2', 'aa11', bytes('two'));
  expect(await textOf('signals-1', 'aa11')).toBe('one');
  expect(await textOf('signals-2', 'aa11')).toBe('two');
  expect(await textOf('signals-1', 'bb22')).toBeNull();
});

it('is whole whichever of many writers comes last', async () => {
  const contents = Array.from({ length: 20 }, (_, i) => String(i).repeat(100_000));
  await Promise.all(contents.map((content) => writeCache(folder, 'signals', 'aa11', bytes(content))));
  expect(contents).toContain(await textOf('signals', 'aa11'));
  expect(await readdir(join(folder, 'objects', 'signals', 'aa'))).toEqual(['aa11']);
});

it('does not mind a folder it cannot write to', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await writeCache(file, 'signals', 'aa11', bytes('one'));
  expect(await readCache(file, 'signals', 'aa11')).toBeNull();
});

it('removes the least recently used files first', async () => {
  for (const hash of ['aa11', 'bb22', 'cc33']) await writeCache(folder, 'signals', hash, bytes('0123456789'));
  for (const [hash, time] of [
    ['aa11', 1000],
    ['bb22', 2000],
    ['cc33', 3000],
  ] as const)
    await utimes(join(folder, 'objects', 'signals', hash.slice(0, 2), hash), time, time);
  await readCache(folder, 'signals', 'aa11');
  await trimCache(folder, 20);
  expect(await textOf('signals', 'bb22')).toBeNull();
  expect(await textOf('signals', 'aa11')).toBe('0123456789');
  expect(await textOf('signals', 'cc33')).toBe('0123456789');
});

it('lives where each system keeps caches, unless told otherwise', () => {
  expect(defaultCacheFolder({ EVALVERSE_CACHE: '/else' }, 'linux')).toBe('/else');
  expect(defaultCacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'evalverse'));
  expect(defaultCacheFolder({}, 'linux')).toMatch(/\.cache.evalverse$/);
  expect(defaultCacheFolder({}, 'darwin')).toMatch(/Library.Caches.evalverse$/);
  expect(defaultCacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'evalverse', 'cache'));
});
