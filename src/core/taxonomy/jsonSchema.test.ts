import { expect, test } from 'vitest';
import { taxonomyJsonSchemas } from './jsonSchema.ts';

// After a change of the schemas: npx vitest run src/core/taxonomy/jsonSchema.test.ts -u
test.each(Object.entries(taxonomyJsonSchemas()))('taxonomy/%s is what the code generates', async (name, schema) => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`../../../taxonomy/${name}`);
});
