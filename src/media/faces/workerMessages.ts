import * as z from 'zod';
import type { FaceSignals } from '../../core/faces.ts';
import type { Shot } from '../../core/signals.ts';
import type { FacePack } from './pack.ts';

/** What the face worker is started with. */
export interface FaceWorkerTask {
  readonly pack: FacePack;
  readonly width: number;
  readonly height: number;
  /** Pictures that are looked at together. */
  readonly block: number;
  /** Pictures, rgb24, one after the other: picture n lies in slot n modulo the number of slots. */
  readonly pictures: SharedArrayBuffer;
  /** Int32: the number of pictures that are done with, and 1 once the worker has failed. */
  readonly state: SharedArrayBuffer;
}
export const DONE_WITH = 0;
export const FAILED = 1;

/** What the worker is told: a picture more is in its slot; that was all, and these are the times and shots of it. */
export const toFaceWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('picture') }),
  z.object({
    type: z.literal('finish'),
    // Made and read by the same build in the same process; structured cloning keeps them whole.
    times: z.custom<Float64Array>((value) => value instanceof Float64Array),
    shots: z.custom<readonly Shot[]>((value) => Array.isArray(value)),
  }),
]);
export type ToFaceWorker = z.infer<typeof toFaceWorkerSchema>;

/** What it answers, once. */
export const fromFaceWorkerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('done'),
    faces: z.custom<FaceSignals>((value) => typeof value === 'object' && value !== null),
  }),
  z.object({ type: z.literal('failed'), detail: z.string() }),
]);
export type FromFaceWorker = z.infer<typeof fromFaceWorkerSchema>;
