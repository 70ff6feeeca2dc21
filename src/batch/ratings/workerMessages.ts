import * as z from 'zod';
import type { FolderAgreement } from '../../core/agreement.ts';
import { calibrationSchema } from '../../core/calibration/calibration.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { RatedFolderOptions } from './ratedFolder.ts';
import type { RatingsSurvey } from './surveyOf.ts';

/** What the ratings worker is started with. */
export type RatingsWorkerTask = RatedFolderOptions;

/** What it is asked, one after the other. */
export const toRatingsWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('survey') }),
  z.object({ type: z.literal('agreement'), judge: z.string().nullable() }),
  z.object({ type: z.literal('calibration'), judge: z.string() }),
  z.object({ type: z.literal('close') }),
]);
export type ToRatingsWorker = z.infer<typeof toRatingsWorkerSchema>;

/** Made and read by the same build in the same process; structured cloning keeps it whole. */
const own = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);

/** Its answers, in the order of the questions. */
export const fromRatingsWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('survey'), survey: own<RatingsSurvey>() }),
  z.object({ type: z.literal('agreement'), agreement: own<FolderAgreement>() }),
  z.object({ type: z.literal('calibration'), calibration: calibrationSchema, notes: z.array(z.string()) }),
  z.object({
    type: z.literal('failed'),
    code: z.custom<ErrorCode>((value) => typeof value === 'string'),
    sentence: z.string(),
    detail: z.string(),
  }),
]);
export type FromRatingsWorker = z.infer<typeof fromRatingsWorkerSchema>;
