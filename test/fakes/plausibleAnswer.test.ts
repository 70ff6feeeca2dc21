import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mp4Duration } from './mp4Duration.ts';
import { plausibleAnswer } from './plausibleAnswer.ts';

const answerSchema = z.strictObject({
  evidence: z.array(z.strictObject({ endS: z.number(), observation: z.string(), startS: z.number() })).max(6),
  rationale: z.string(),
  reflection: z.string(),
  responses: z.strictObject({
    sharp: z.strictObject({
      basis: z.array(z.int().min(0)),
      reason: z.string(),
      result: z.enum(['pass', 'partial', 'fail', 'na']),
    }),
  }),
  uncertainty: z.enum(['low', 'medium', 'high']),
});
const schema = z.strictObject({ focus: answerSchema, exposure: answerSchema });

describe('a plausible answer', () => {
  it('fits the schema, lies inside the footage, and refers to what it saw', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const answer = schema.parse(plausibleAnswer(z.toJSONSchema(schema), { seed, duration: 1.5 }));
      for (const { evidence, responses } of Object.values(answer)) {
        for (const { startS, endS } of evidence) expect(0 <= startS && startS < endS && endS <= 1.5).toBe(true);
        for (const { result, basis } of Object.values(responses)) expect(basis).toEqual(result === 'na' ? [] : [0]);
      }
    }
  });

  it('is the same for the same seed, and gives every answer for one or another', () => {
    const draw = (seed: number) => schema.parse(plausibleAnswer(z.toJSONSchema(schema), { seed, duration: 4 }));
    expect(draw(7)).toEqual(draw(7));
    const results = Array.from({ length: 400 }, (_, seed) => draw(seed).focus.responses.sharp.result);
    const share = (result: string) => results.filter((each) => each === result).length / results.length;
    expect(share('pass')).toBeGreaterThan(0.6);
    for (const result of ['partial', 'fail', 'na']) expect(share(result)).toBeGreaterThan(0.01);
  });
});

describe('the length of a movie', () => {
  it('is read from the samples', async () => {
    const folder = join(import.meta.dirname, '../../media/samples');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.mp4'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(mp4Duration(readFileSync(join(folder, file)))).toBeGreaterThan(0.5);
  });

  it('is not known for anything else', () => {
    expect(mp4Duration(new Uint8Array(2_000))).toBeNull();
  });
});
