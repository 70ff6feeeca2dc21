import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { timeSpanSchema } from '../core/measurement.ts';
import { verdictSchema } from '../core/verdict.ts';

/** `plan.json`: what a run asked, by which judge, over which clips. Written once, before the run's first verdict. */
export const runPlanSchema = z.object({
  schema: z.literal(1),
  /** The run's id; also the name of its folder. Sorts by time. */
  id: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  judge: verdictSchema.shape.judge,
  /** Dimension ids in the order they are asked. */
  dimensions: z.array(z.string()),
  /** The whole of each clip, or one span of it in seconds of clip time. */
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('clip') }),
    z.object({ kind: z.literal('span'), span: timeSpanSchema }),
  ]),
  /** Paths as in the verdicts: relative to the folder that holds `.evalverse`, with forward slashes. */
  clips: z.array(z.string()),
});
export type RunPlan = z.infer<typeof runPlanSchema>;

/** The part of a plan that the caller decides; id and time are given by the store. */
export type RunRequest = Omit<RunPlan, 'schema' | 'id' | 'createdAt'>;

/** `20261122T105531123Z-1f3c9a`: UTC time to the millisecond, then chance, so that ids sort by time and never collide. */
export function createRunId(now: Date): string {
  return `${now.toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
}
