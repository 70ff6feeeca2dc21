import * as z from 'zod';
import type { Clip } from '../../core/clip.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { FacePack } from '../faces/pack.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';

/** What a worker is told: to analyse a clip, one at a time, and to give that up. */
export const workerOrderSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('analyse'),
    // Made and read by the same build in the same process; structured cloning keeps them whole.
    location: z.custom<FfmpegLocation>((value) => typeof value === 'object' && value !== null),
    clip: z.custom<Clip>((value) => typeof value === 'object' && value !== null),
    faces: z.custom<FacePack | null>((value) => typeof value === 'object'),
  }),
  z.object({ type: z.literal('abort') }),
]);
export type WorkerOrder = z.infer<typeof workerOrderSchema>;

/** What a worker reports: progress (0…1) and programs while it works, then exactly one of `done`, `failed` and `aborted`. */
export const workerReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), fraction: z.number().min(0).max(1) }),
  /** Ids of the processes that it has started and that still run. */
  z.object({ type: z.literal('programs'), running: z.array(z.int().positive()) }),
  /** Encoded signals. */
  z.object({ type: z.literal('done'), signals: z.instanceof(Uint8Array) }),
  z.object({
    type: z.literal('failed'),
    code: z.custom<ErrorCode>((value) => typeof value === 'string' && /^[a-z]+(\/[a-z-]+)?$/.test(value)),
    sentence: z.string(),
    /** Technical cause for the log. */
    detail: z.string(),
  }),
  z.object({ type: z.literal('aborted') }),
]);
export type WorkerReport = z.infer<typeof workerReportSchema>;
/** The last word on one clip. */
export type WorkerResult = Extract<WorkerReport, { type: 'done' | 'failed' | 'aborted' }>;
