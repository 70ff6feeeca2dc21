import * as z from 'zod';
import type { FolderAgreement } from '../core/agreement.ts';
import type { DimensionCalibration } from '../core/calibration/dimensionCalibration.ts';

/**
 * The whole contract between the extension and the board, the page about raters and judges: two unions. The page sends `ready` once
 * and gets a `show`; later more of them. What it sends is parsed by the extension with `fromBoardSchema`.
 */

export interface BoardJudge {
  readonly id: string;
  /** What people call it, localised. */
  readonly label: string;
}

/** How far the raters of a folder agree, and one judge with them. */
export interface AgreementBoard {
  readonly kind: 'agreement';
  /** Name of the folder. */
  readonly folder: string;
  /** How many raters there are, and how many clips they rated. */
  readonly raters: number;
  readonly clips: number;
  /** `null` when raters alone are compared. */
  readonly judge: BoardJudge | null;
  /** Those that answered about rated clips, and of how many. */
  readonly judges: readonly (BoardJudge & { readonly clips: number })[];
  /** What the folder keeps of the judge: maps for it as it is, for another version of it alone, or none. */
  readonly calibration: 'current' | 'stale' | 'none';
  readonly agreement: FolderAgreement;
}

/** The maps from one judge's scores to the raters', and what they do to clips they have not seen. */
export interface CalibrationBoard {
  readonly kind: 'calibration';
  readonly folder: string;
  readonly judge: BoardJudge;
  readonly fingerprint: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** What share of expert scores an interval is to hold. */
  readonly coverage: number;
  /** The judge answers in another version by now: its scores are shown raw. */
  readonly stale: boolean;
  /** Dimensions that have labels, in taxonomy order. */
  readonly dimensions: readonly { readonly title: string; readonly fitted: DimensionCalibration }[];
  /** Sentences about what was left out. */
  readonly notes: readonly string[];
}

export type Board = AgreementBoard | CalibrationBoard;

export type ToBoard =
  | { readonly type: 'show'; readonly board: Board }
  /** The calibration that is shown does not hold for the judge any more. */
  | { readonly type: 'stale' };

export const fromBoardSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** The user wants to see a disagreement, by its place in the list of the board. */
  z.object({ type: z.literal('openDisagreement'), index: z.int().min(0) }),
  /** The user wants another judge beside the raters, or with `null` none. */
  z.object({ type: z.literal('compare'), judge: z.string().max(200).nullable() }),
  /** The user wants the judge of the board to be calibrated, now or again. */
  z.object({ type: z.literal('calibrate') }),
  /** The user wants to see the calibration that the folder keeps. */
  z.object({ type: z.literal('showCalibration') }),
  /** The user wants to see how the judge of the calibration agrees with the raters. */
  z.object({ type: z.literal('showAgreement') }),
  /** The user wants the report as a file. */
  z.object({ type: z.literal('saveReport') }),
]);
export type FromBoard = z.infer<typeof fromBoardSchema>;
