import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answerObject, wholeUnit } from '../../../test/fixtures/scriptedBackend.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { toModelSchema, unitAnswerSchema } from './schema.ts';

const DOCUMENTED = new Set(
  '$id $defs $ref $anchor type format title description enum items prefixItems minItems maxItems minimum maximum anyOf oneOf properties additionalProperties required propertyOrdering'.split(
    ' ',
  ),
);

/** Every schema below one, itself included. */
function schemasIn(schema: unknown): Record<string, unknown>[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own: Record<string, unknown> = { ...schema };
  const properties = typeof own.properties === 'object' && own.properties !== null ? Object.values(own.properties) : [];
  return [own, ...properties.flatMap(schemasIn), ...schemasIn(own.items)];
}

/** zod refers to what has an id. */
function shared() {
  const one = z.strictObject({ x: z.number() }).meta({ id: 'Shared' });
  return z.strictObject({ a: one, b: one });
}

describe('schema for models', () => {
  it.each(dimensionsOf(builtinTaxonomy()).map((dimension) => [dimension.id, dimension] as const))(
    'of %s has documented keywords only, every key required, in one order three times, which is alphabetical',
    (_id, dimension) => {
      for (const schema of schemasIn(toModelSchema(unitAnswerSchema(wholeUnit(dimension))))) {
        for (const keyword of Object.keys(schema)) expect(DOCUMENTED).toContain(keyword);
        if (schema.type !== 'object') continue;
        const keys = Object.keys(schema.properties ?? {});
        expect(keys).toEqual(keys.toSorted());
        expect(schema.required).toEqual(keys);
        expect(schema.propertyOrdering).toEqual(keys);
        expect(schema.additionalProperties).toBe(false);
      }
    },
  );

  it('accepts exactly what the prompt asks for', () => {
    const [dimension] = dimensionsOf(builtinTaxonomy());
    if (!dimension) throw new Error('no dimension');
    const unit = wholeUnit(dimension);
    const answer = answerObject(unit);
    expect(unitAnswerSchema(unit).safeParse(answer).success).toBe(true);
    expect(unitAnswerSchema(unit).safeParse({ ...answer, score: 1 }).success).toBe(false);
    expect(unitAnswerSchema(unit).safeParse({ judgements: answer.judgements }).success).toBe(false);
  });

  it('drops bounds that nobody asked for, metadata and dialect', () => {
    expect(
      toModelSchema(z.strictObject({ a: z.int().min(0).max(3), b: z.string().meta({ title: 'T', examples: ['x'] }) })),
    ).toEqual({
      type: 'object',
      properties: { a: { type: 'integer', minimum: 0, maximum: 3 }, b: { type: 'string' } },
      required: ['a', 'b'],
      propertyOrdering: ['a', 'b'],
      additionalProperties: false,
    });
  });

  it.each([
    ['a literal, which becomes const', z.strictObject({ a: z.literal('x') })],
    ['a union of literals', z.strictObject({ a: z.union([z.literal('x'), z.literal('y')]) })],
    [
      'a discriminated union',
      z.discriminatedUnion('k', [z.strictObject({ k: z.literal('x') }), z.strictObject({ k: z.literal('y') })]),
    ],
    ['labels that look like integers, which are reordered', z.strictObject({ a: z.enum(['0', '0.5', '1', 'none']) })],
    ['keys that look like integers', z.strictObject({ 1: z.string() })],
    ['a pattern', z.strictObject({ a: z.string().regex(/x/) })],
    ['a length', z.strictObject({ a: z.string().min(1) })],
    ['a default', z.strictObject({ a: z.string().default('x') })],
    ['an optional key', z.strictObject({ a: z.string().optional() })],
    ['a schema that others refer to', shared()],
    ['null', z.strictObject({ a: z.string().nullable() })],
  ])('refuses %s', (_trap, schema) => {
    expect(() => toModelSchema(schema)).toThrow(RangeError);
  });

  it.each([
    ['a date', z.strictObject({ a: z.date() })],
    ['a transform', z.strictObject({ a: z.string() }).transform((value) => value.a)],
  ])('does not take %s for something it can ask for', (_trap, schema) => {
    expect(() => toModelSchema(schema)).toThrow();
  });
});
