import * as z from 'zod';
import { aspectFileSchema } from './model.ts';
import { aspectOverrideSchema } from './override.ts';
import { thresholdsFileSchema, thresholdsOverrideSchema } from './thresholds.ts';

/** The JSON schemas (draft 7, the one editors support best) for people who edit taxonomy files, by file name in `taxonomy/`. */
export function taxonomyJsonSchemas(): Readonly<Record<string, object>> {
  return {
    'taxonomy.schema.json': z.toJSONSchema(aspectFileSchema, { io: 'input', target: 'draft-7' }),
    'taxonomy-override.schema.json': z.toJSONSchema(z.union([aspectOverrideSchema, thresholdsOverrideSchema]), {
      io: 'input',
      target: 'draft-7',
    }),
    'thresholds.schema.json': z.toJSONSchema(thresholdsFileSchema, { io: 'input', target: 'draft-7' }),
  };
}
