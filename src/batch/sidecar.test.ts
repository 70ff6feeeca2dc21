import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSidecar } from './sidecar.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evalverse-sidecar-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(join(folder, name), text);
const read = () => readSidecar(join(folder, 'a.b.mp4'));

it('is nothing when nothing is there', async () => {
  expect(await read()).toEqual({ prompt: null, reference: null, problem: null });
});

it('is the text file, before the JSON file', async () => {
  await write('a.b.json', '{"prompt": "from json"}');
  await write('a.b.prompt.txt', '  from text\n');
  expect(await read()).toEqual({ prompt: 'from text', reference: null, problem: null });
});

it('is the prompt of the JSON file, whatever else that holds', async () => {
  await write('a.b.json', '{"prompt": "from json", "seed": 7, "model": {"name": "x"}}');
  expect(await read()).toEqual({ prompt: 'from json', reference: null, problem: null });
});

it('has a reference, beside either prompt', async () => {
  await write('a.b.json', '{"prompt": "from json", "reference": "real/a.mp4"}');
  const reference = { path: join(folder, 'real', 'a.mp4'), sameContent: false };
  expect(await read()).toEqual({ prompt: 'from json', reference, problem: null });
  await write('a.b.prompt.txt', 'from text');
  expect(await read()).toEqual({ prompt: 'from text', reference, problem: null });
});

it('may claim that the reference shows the same', async () => {
  await write('a.b.json', '{"reference": {"video": "../a.mp4", "sameContent": true}}');
  const reference = { path: join(folder, '..', 'a.mp4'), sameContent: true };
  expect(await read()).toEqual({ prompt: null, reference, problem: null });
});

it('is no prompt when the files give none', async () => {
  await write('a.b.json', '{"seed": 7}');
  expect(await read()).toEqual({ prompt: null, reference: null, problem: null });
  await write('a.b.prompt.txt', ' \n');
  expect(await read()).toEqual({ prompt: null, reference: null, problem: null });
});

it.each(['{"prompt": ', '[1]', '"text"', '{"prompt": ["a"]}', '{"reference": 7}'])(
  'names a JSON file it cannot use: %s',
  async (text) => {
    await write('a.b.json', text);
    expect(await read()).toEqual({
      prompt: null,
      reference: null,
      problem: expect.stringContaining(`${join(folder, 'a.b.json')} is not used: `),
    });
  },
);

it('names a sidecar it cannot read', async () => {
  await mkdir(join(folder, 'a.b.prompt.txt'));
  expect(await read()).toEqual({
    prompt: null,
    reference: null,
    problem: expect.stringContaining('a.b.prompt.txt is not used: '),
  });
});
