import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ROOT } from './store.ts';

const share = z.number().min(0).max(1).nullable();

/** What the bench found out about one fault and the operator that must find it; `null` where nothing could be measured. */
export const faultResultSchema = z.strictObject({
  operator: z.string(),
  /** Of the operator, when it was measured. */
  version: z.number().int(),
  title: z.string(),
  whole: z.boolean(),
  /** Clips that the fault was put into. Left out: those on which the operator abstains although they are clean. */
  clips: z.number().int(),
  abstained: z.number().int(),
  /** Names and reasons. */
  excluded: z.record(z.string(), z.string()),
  strengths: z
    .array(
      z.strictObject({
        strength: z.string(),
        /** Share of clips with an event that overlaps the fault. */
        detected: share,
        /** Share of clips with an event whose both ends lie within 0.25 s of the fault's; `null` for a fault without a span. */
        onTime: share,
        /** How well the operator's value tells the faulty clips from the clean ones: area under the curve. */
        separation: share,
      }),
    )
    .length(5),
  /** The same over all strengths. */
  separation: share,
  /** Seconds by which the found starts and ends miss those of the fault: median and 95th percentile over all detections. */
  startError: z.strictObject({ median: z.number(), p95: z.number() }).nullable(),
  endError: z.strictObject({ median: z.number(), p95: z.number() }).nullable(),
  clean: z.strictObject({
    /** Clips on which the operator does not abstain. */
    clips: z.number().int(),
    minutes: z.number(),
    alarms: z.number().int(),
    /** Names of those with an alarm. */
    flagged: z.array(z.string()),
  }),
});
export type FaultResult = z.infer<typeof faultResultSchema>;

const resultsSchema = z.strictObject({
  /** As it calls itself. */
  ffmpeg: z.string(),
  faults: z.array(faultResultSchema),
});
export type BenchResults = z.infer<typeof resultsSchema>;

const FILE = join(ROOT, 'test/bench/faults/results.json');

export async function readResults(): Promise<BenchResults> {
  return resultsSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));
}

export async function writeResults(results: BenchResults): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(resultsSchema.parse(results), null, 2)}\n`);
}
