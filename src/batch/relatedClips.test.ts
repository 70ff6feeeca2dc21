import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { outputsOfSamePrompt } from './relatedClips.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-related-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function related(clip: string, files: Readonly<Record<string, string>>, others: readonly string[]): Promise<string[]> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const paths = [clip, ...others].map((name) => join(folder, name));
  return (await outputsOfSamePrompt(join(folder, clip), paths)).map((path) => path.slice(folder.length + 1));
}

it('finds clips with the same prompt, wherever it stands and however it is broken into lines', async () => {
  const files = {
    'a.prompt.txt': 'A fox runs\nthrough snow. \n',
    'b.json': JSON.stringify({ prompt: 'A fox runs through snow.', model: 'other' }),
    'c.prompt.txt': 'A fox walks through snow.',
  };
  expect(await related('a.mp4', files, ['b.mp4', 'c.mp4', 'none.mp4'])).toEqual(['b.mp4']);
});

it('finds clips with the same authentic reference', async () => {
  const files = {
    'a.json': JSON.stringify({ reference: 'real.mp4' }),
    'b.json': JSON.stringify({ reference: { video: './real.mp4' } }),
    'c.json': JSON.stringify({ reference: 'unreal.mp4' }),
  };
  expect(await related('a.mp4', files, ['b.mp4', 'c.mp4'])).toEqual(['b.mp4']);
});

it('takes clips without prompt and reference for no family, and sidecars that cannot be read for none', async () => {
  expect(await related('a.mp4', { 'b.json': '{' }, ['b.mp4', 'c.mp4'])).toEqual([]);
});
