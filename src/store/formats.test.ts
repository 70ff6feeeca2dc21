import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { annotationSchema, ratingSchema } from '../core/annotation.ts';
import { calibrationSchema } from '../core/calibration/calibration.ts';
import { shotCorrectionSchema } from '../core/shotCorrections.ts';
import { verdictSchema } from '../core/verdict.ts';
import { runPlanSchema } from './plan.ts';

/** As readers take it: fields they do not know are no fault. */
const READING = { io: 'input' } as const;
const SCHEMAS = {
  'verdict.schema.json': z.toJSONSchema(verdictSchema, READING),
  'plan.schema.json': z.toJSONSchema(runPlanSchema, READING),
  'annotation.schema.json': z.toJSONSchema(annotationSchema, READING),
  'rating.schema.json': z.toJSONSchema(ratingSchema, READING),
  'calibration.schema.json': z.toJSONSchema(calibrationSchema, READING),
  'shot-correction.schema.json': z.toJSONSchema(shotCorrectionSchema, READING),
};

const PAGES: Readonly<Record<keyof typeof SCHEMAS, string>> = {
  'verdict.schema.json': 'journal.md',
  'plan.schema.json': 'journal.md',
  'annotation.schema.json': 'annotations.md',
  'rating.schema.json': 'annotations.md',
  'calibration.schema.json': 'annotations.md',
  'shot-correction.schema.json': 'shots.md',
};

// After a change of the schemas: npx vitest run src/store/formats.test.ts -u
test.each(Object.entries(SCHEMAS))('docs/formats/%s is what the code generates', async (name, schema) => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../../docs/formats/${name}`);
});

/** Names of all fields, at every depth, that a JSON schema defines. */
function fieldsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(fieldsOf);
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema && typeof schema.properties === 'object' ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(fieldsOf)];
}

test.each(Object.entries(PAGES))('every field of %s is explained in docs/formats/%s', async (name, page) => {
  const text = await readFile(new URL(`../../docs/formats/${page}`, import.meta.url), 'utf8');
  const schema = Object.entries(SCHEMAS).find(([each]) => each === name)?.[1];
  expect(fieldsOf(schema).filter((field) => !text.includes(`\`${field}\``))).toEqual([]);
});

test('the example in docs/formats/annotations.md is an annotation', async () => {
  const text = await readFile(new URL('../../docs/formats/annotations.md', import.meta.url), 'utf8');
  const [example, ...more] = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json]): unknown => JSON.parse(json ?? ''));
  expect(more).toEqual([]);
  expect(annotationSchema.safeParse(example).error).toBeUndefined();
});

test('the example in docs/formats/shots.md is a correction', async () => {
  const text = await readFile(new URL('../../docs/formats/shots.md', import.meta.url), 'utf8');
  const [example, ...more] = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json]): unknown => JSON.parse(json ?? ''));
  expect(more).toEqual([]);
  expect(shotCorrectionSchema.safeParse(example).error).toBeUndefined();
});

test('the example in docs/formats/journal.md is a verdict', async () => {
  const text = await readFile(new URL('../../docs/formats/journal.md', import.meta.url), 'utf8');
  const examples = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json]): unknown => JSON.parse(json ?? ''));
  expect(examples).toHaveLength(2);
  expect(runPlanSchema.safeParse(examples[0]).error).toBeUndefined();
  expect(verdictSchema.safeParse(examples[1]).error).toBeUndefined();
});
