import * as z from 'zod';
import type { Rationale } from '../../core/taxonomy/model.ts';
import { answerSchema, uncertaintySchema } from '../../core/verdict.ts';
import type { JsonSchema } from '../backend.ts';
import { lastSegment, type QuestionUnit } from './units.ts';

/** Observations of one sub-dimension at most; larger lists are refused by servers and read by nobody. */
export const EVIDENCE_LIMIT = 8;
const SUSPICION_LIMIT = 4;

// What the texts are for is said once in the prompt: said again for every question it would make the schema, which is paid for, half as long again.
const seconds = z.number().min(0);

// Keys are written in the order in which a model reasons, which is also their alphabetical order: servers that sort change nothing.
const momentSchema = z.strictObject({
  endS: seconds,
  observation: z.string(),
  startS: seconds,
});

const responseSchema = z.strictObject({
  basis: z
    .array(
      z
        .int()
        .min(0)
        .max(EVIDENCE_LIMIT - 1),
    )
    .max(EVIDENCE_LIMIT),
  reason: z.string(),
  result: answerSchema,
});

const made = new WeakMap<QuestionUnit, ReturnType<typeof makeSchema>>();

/** The answer of one call: everything is required, so that nothing can be left out unnoticed. */
export function unitAnswerSchema(unit: QuestionUnit): ReturnType<typeof makeSchema> {
  const schema = made.get(unit) ?? makeSchema(unit);
  made.set(unit, schema);
  return schema;
}

function makeSchema(unit: QuestionUnit) {
  const subDimension = (rationales: readonly Rationale[]) =>
    z.strictObject({
      evidence: z.array(momentSchema).max(EVIDENCE_LIMIT),
      rationale: z.string(),
      reflection: z.string(),
      responses: z.strictObject(
        Object.fromEntries(
          rationales
            .map((rationale) => [lastSegment(rationale.id), responseSchema] as const)
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        ),
      ),
      uncertainty: uncertaintySchema,
    });
  return z.strictObject({
    judgements: z.strictObject(
      Object.fromEntries(unit.map(({ subDimension: { id }, rationales }) => [id, subDimension(rationales)])),
    ),
    suspicions: z.array(momentSchema).max(SUSPICION_LIMIT),
  });
}
export type UnitAnswer = z.infer<ReturnType<typeof makeSchema>>;

/** Keywords that every provider documents; what they do not say is checked after parsing. */
const KEPT = new Set([
  'type',
  'description',
  'enum',
  'items',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'properties',
  'required',
  'additionalProperties',
]);

/**
 * A JSON schema in documented keywords only, with the order of keys said three times (`properties`, `required`,
 * `propertyOrdering`).
 *
 * @throws RangeError for what cannot be said in these keywords or would lose its order: constants, alternatives, references,
 *   optional keys, keys and labels that look like integers.
 */
function sanitizeSchema(schema: unknown): JsonSchema {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) throw new RangeError('a schema must be an object');
  const source: Record<string, unknown> = { ...schema };
  const lost = ['const', 'anyOf', 'oneOf', 'allOf', '$ref', 'pattern', 'default', 'minLength', 'maxLength'].filter(
    (keyword) => keyword in source,
  );
  if (lost.length > 0) throw new RangeError(`a schema for models cannot say ${lost.join(', ')}`);
  if (typeof source.type !== 'string') throw new RangeError('a schema for models has one type');
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(source).filter(([key]) => KEPT.has(key)));
  if (Array.isArray(source.enum)) assertWords(source.enum);
  if ('items' in source) result.items = sanitizeSchema(source.items);
  if (source.type === 'object') {
    const properties = Object.entries(source.properties ?? {});
    const keys = properties.map(([key]) => key);
    assertWords(keys);
    const required = new Set(Array.isArray(source.required) ? source.required : []);
    if (keys.some((key) => !required.has(key))) throw new RangeError('every key of a schema for models must be required');
    result.properties = Object.fromEntries(properties.map(([key, value]) => [key, sanitizeSchema(value)]));
    result.required = keys;
    result.propertyOrdering = keys;
    result.additionalProperties = false;
  }
  return result;
}

/** Integer-like keys are put in front by JavaScript engines, whatever order they were written in. */
function assertWords(words: readonly unknown[]): void {
  if (words.some((word) => typeof word !== 'string' || !/^[a-z]/i.test(word)))
    throw new RangeError('keys and labels of a schema for models must be words');
}

/** A zod schema as the JSON schema a provider is given. @throws as `sanitizeSchema`. */
export function toModelSchema(schema: z.ZodType): JsonSchema {
  return sanitizeSchema(z.toJSONSchema(schema, { io: 'output', target: 'draft-2020-12', reused: 'inline' }));
}
