import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, test } from 'vitest';
import { smallTaxonomy } from '../core/testVerdicts.ts';
import { readExemplars } from './exemplars.ts';

const exemplar = {
  dimension: 'a.x',
  description: 'A fox crosses a road at dusk.',
  answers: [{ rationale: 'a.x.p.r1', answer: 'partial', reason: 'Its gait slips once.' }],
};

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'evalverse-exemplars-'));
  await mkdir(join(root, '.evalverse'));
});
afterEach(() => rm(root, { recursive: true }));

const write = (content: string) => writeFile(join(root, '.evalverse', 'exemplars.json'), content);

it('reads what experts left, and nothing where they left nothing', async () => {
  expect(await readExemplars(root, smallTaxonomy())).toEqual([]);
  await write(JSON.stringify({ schema: 1, exemplars: [exemplar] }));
  expect(await readExemplars(root, smallTaxonomy())).toEqual([exemplar]);
});

test.each([
  ['text', '{ "schema": 1', /JSON/],
  ['another shape', '{ "schema": 2, "exemplars": [] }', /schema/],
  [
    'an answer that is none',
    JSON.stringify({
      schema: 1,
      exemplars: [{ ...exemplar, answers: [{ rationale: 'a.x.p.r1', answer: 'good', reason: 'x' }] }],
    }),
    /answer/,
  ],
  ['an unknown dimension', JSON.stringify({ schema: 1, exemplars: [{ ...exemplar, dimension: 'a.z' }] }), /no dimension "a\.z"/],
  [
    'a question of another dimension',
    JSON.stringify({ schema: 1, exemplars: [{ ...exemplar, dimension: 'a.y' }] }),
    /no question "a\.x\.p\.r1"/,
  ],
])('says what is wrong with %s', async (_, content, sentence) => {
  await write(content);
  await expect(readExemplars(root, smallTaxonomy())).rejects.toMatchObject({
    code: 'settings/invalid',
    userMessage: expect.stringMatching(sentence),
  });
});
