import * as z from 'zod';
import type { Clip } from '../../core/clip.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { FacePack } from '../faces/pack.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';

/** What a worker is started with. */
export const workerTaskSchema = z.object({
  // Made and read by the same build in the same process; structured cloning keeps them whole.
  location: z.custom<FfmpegLocation>((value) => typeof value === 'object' && value !== null),
  clip: z.custom<Clip>((value) => typeof value === 'object' && value !== null),
  faces: z.custom<FacePack | null>((value) => typeof value === 'object'),
});
export type WorkerTask = z.infer<typeof workerTaskSchema>;

/** The one thing a worker is told later. */
export const ABORT_MESSAGE = 'abort';

/** What a worker reports: progress (0…1), then exactly one of `done`, `failed` and `aborted`. */
export const workerReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), fraction: z.number().min(0).max(1) }),
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
