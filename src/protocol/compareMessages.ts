import * as z from 'zod';
import type { ScoreComparison } from '../core/comparison/compareScores.ts';
import type { TimeSpan } from '../core/time.ts';
import type { CompareAction } from './compareKeys.ts';
import type { PlayerClip } from './messages.ts';

/** The whole contract between the extension and the page that compares clips. The page sends `ready` once and gets one `state`. */

/** How many clips can be compared. */
export const FEWEST_COMPARED = 2;
export const MOST_COMPARED = 4;

/** One side of a comparison. */
export interface ComparedClip {
  /** Its URI as text: what the page calls it, never shown. */
  readonly id: string;
  /** `null` while nobody may know which it is. */
  readonly name: string | null;
  /** Model that made it, as the file beside it says; `null` where none is named or nobody may know. */
  readonly model: string | null;
  /** Playback URLs in the order to try. */
  readonly sources: readonly string[];
  readonly clip: PlayerClip | null;
  /** Empty while the clip is not analysed. */
  readonly shots: readonly TimeSpan[];
  /** A sentence about why it cannot be shown, or `null`. */
  readonly problem: string | null;
}

export interface CompareState {
  /** From left to right. */
  readonly clips: readonly ComparedClip[];
  /** Names and scores are hidden and sides are drawn by lot. */
  readonly blind: boolean;
  /** Blind because the user annotates, which he cannot end here. */
  readonly annotating: boolean;
  /** Judge by judge, in the order of the clips; none while blind. */
  readonly scores: readonly (ScoreComparison & { readonly judgeTitle: string })[];
}

export type ToCompare =
  | { readonly type: 'state'; readonly state: CompareState }
  | { readonly type: 'action'; readonly action: CompareAction }
  /** The panel went out of sight, which the page cannot see for itself: playback pauses. */
  | { readonly type: 'hidden' };

const clipId = z.string().max(5000);

export const fromCompareSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('swapSides') }),
  z.object({ type: z.literal('blind'), on: z.boolean() }),
  /** The user wants to see a clip in its player, at this clip time. */
  z.object({ type: z.literal('openClip'), clip: clipId, time: z.number().min(0) }),
  /** All clips play, or none any more. */
  z.object({ type: z.literal('playing'), on: z.boolean() }),
  /** The clip that is heard plays, but its sound is not decoded here. */
  z.object({ type: z.literal('silent'), clip: clipId }),
  /** No source of a clip can be played. */
  z.object({ type: z.literal('playbackFailed'), clip: clipId, detail: z.string().max(500) }),
  /** The user wants other keys. */
  z.object({ type: z.literal('changeKeys') }),
]);
export type FromCompare = z.infer<typeof fromCompareSchema>;

/** What a panel needs to come back after the window was reloaded: kept by the page, parsed by the extension. */
export const keptComparisonSchema = z.object({
  clips: z.array(clipId).min(FEWEST_COMPARED).max(MOST_COMPARED),
  blind: z.boolean(),
});
export type KeptComparison = z.infer<typeof keptComparisonSchema>;
