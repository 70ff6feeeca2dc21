import * as z from 'zod';
import { type Annotation, stanceSchema } from '../core/annotation.ts';
import type { Calibration } from '../core/calibration/calibration.ts';
import type { AudioStream, VideoStream } from '../core/clip.ts';
import type { FindingFilter } from '../core/findingFilter.ts';
import type { JudgeActivity } from '../core/judge.ts';
import { timeSpanSchema } from '../core/measurement.ts';
import type { Review } from '../core/review.ts';
import { type ShotEdits, shotChangeSchema } from '../core/shotCorrections.ts';
import type { Boundary, Shot, Thumbnails } from '../core/signals.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';
import { FRAME_LEVEL, type ThumbnailStrip } from '../core/thumbnailStrip.ts';
import type { TimeSpan } from '../core/time.ts';
import type { DrawnTrace, TraceChoice } from '../core/trace.ts';
import { answerSchema, judgedRangeSchema } from '../core/verdict.ts';
import type { PlayerAction } from './playerKeys.ts';

/**
 * The whole contract between the extension and the player webview: two unions. The webview sends `ready` once and gets one
 * `snapshot`; later only deltas. What the webview sends is parsed by the extension with `fromPlayerSchema`.
 */

/** Facts of the clip that the player shows and steps by. `frameTimes` is the frame table, seconds of clip time. */
export interface PlayerClip {
  readonly hash: string;
  readonly container: string;
  readonly duration: number;
  /** Container start time in seconds. Chromium's `currentTime` is clip time + this: it does not take the start time off. */
  readonly startTime: number;
  readonly video: VideoStream;
  readonly audio: AudioStream | null;
  readonly frameTimes: Float64Array;
  readonly framesEnd: number;
  /** The generation prompt, when there is one; some questions compare with it. */
  readonly prompt: string | null;
  readonly hasReference: boolean;
}

/** Something followed through the picture. */
export interface BoxTrack {
  /** Clip times in seconds at which it was seen, increasing. */
  readonly times: Float64Array;
  /** For each time left, top, width and height, in shares of the picture's width and height. */
  readonly boxes: Float32Array;
}

/** What the analysis pass adds to the timeline. */
export interface PlayerAnalysis {
  /** As people corrected them. */
  readonly shots: readonly Shot[];
  readonly boundaries: readonly Boundary[];
  /** What they corrected. */
  readonly shotEdits: ShotEdits;
  readonly waveform: { readonly hop: number; readonly minimum: Float32Array; readonly maximum: Float32Array } | null;
  readonly thumbnails: Thumbnails;
  /** Faces of people; empty where nobody looked for them. */
  readonly faces: readonly BoxTrack[];
  /** What draws the eye before others do; a track for each while that there is such a place. */
  readonly subject: readonly BoxTrack[];
  /** What of the measurements can be drawn, told later than the rest; the page asks for one at a time. */
  readonly traces: readonly TraceChoice[];
  /** Sentences about what could not be done for this clip, so that some measurements mean less. */
  readonly limitations: readonly string[];
}

export interface PlayerProgress {
  /** What is going on, localised: `Analysing picture and sound`. */
  readonly label: string;
  /** 0…1, or `null` when it cannot be told. */
  readonly fraction: number | null;
}

/** The judge that evaluating asks beside measuring. */
export interface PlayerJudge {
  /** `signals` when nobody is asked beside. */
  readonly id: string;
  /** What people call it, localised: `Gemini · gemini-3.8-flash`. */
  readonly label: string;
}

/** What a judge is doing for the clip right now. */
export interface PlayerActivity extends JudgeActivity {
  /** Id of the judge. */
  readonly judge: string;
}

/** What the rater said about the clip. He is shown nobody's words but his own. */
export interface PlayerAnnotations {
  /** Pseudonym of whoever sits here; `null` while nobody was asked. */
  readonly rater: string | null;
  /** His words about this clip in the order in which they were said. */
  readonly words: readonly Annotation[];
  /** How many clips of the workspace he is through with; `null` while he has not begun. */
  readonly clips: { readonly done: number; readonly of: number } | null;
}

export interface PlayerSnapshot {
  readonly fileName: string;
  /** Playback URLs in the order to try. */
  readonly sources: readonly string[];
  /** `null` until the probe is done, or when it failed (then `problem` says why). */
  readonly clip: PlayerClip | null;
  readonly analysis: PlayerAnalysis | null;
  readonly review: Review | null;
  /** Those of the folder that holds the clip: how scores are shown. */
  readonly calibrations: readonly Calibration[];
  readonly taxonomy: Taxonomy;
  readonly showPasses: boolean;
  /** Which findings to show, as on every other surface (`isShown`); all when absent. */
  readonly filter?: FindingFilter;
  readonly progress: PlayerProgress | null;
  readonly judge: PlayerJudge;
  /** What the judges are doing for this clip; empty when nothing runs. */
  readonly activities: readonly PlayerActivity[];
  readonly annotations: PlayerAnnotations;
  /** How the user listened and looked in the player before this one, as a page told it; `null` for the first one. */
  readonly habits: unknown;
  /** The user annotates: nothing of a judge may be shown before he has answered. */
  readonly annotating: boolean;
  /** A sentence for the user about why something is missing, or `null`. */
  readonly problem: string | null;
}

export type ToPlayer =
  | { readonly type: 'snapshot'; readonly snapshot: PlayerSnapshot }
  | { readonly type: 'clip'; readonly clip: PlayerClip }
  | { readonly type: 'analysis'; readonly analysis: PlayerAnalysis }
  /** Somebody corrected the shots. */
  | ({ readonly type: 'shots' } & Pick<PlayerAnalysis, 'shots' | 'boundaries' | 'shotEdits'>)
  | { readonly type: 'traceChoices'; readonly traces: readonly TraceChoice[] }
  | { readonly type: 'review'; readonly review: Review }
  | { readonly type: 'calibrations'; readonly calibrations: readonly Calibration[] }
  /** The measurement that the page asked for; `null` when this clip has no such quantity. */
  | { readonly type: 'trace'; readonly operator: string; readonly trace: DrawnTrace | null }
  /** Thumbnails that the page asked for. */
  | { readonly type: 'thumbnails'; readonly strip: ThumbnailStrip }
  | { readonly type: 'progress'; readonly progress: PlayerProgress | null }
  | { readonly type: 'judge'; readonly judge: PlayerJudge }
  | { readonly type: 'activities'; readonly activities: readonly PlayerActivity[] }
  | { readonly type: 'annotations'; readonly annotations: PlayerAnnotations }
  | { readonly type: 'annotating'; readonly annotating: boolean }
  | { readonly type: 'problem'; readonly problem: string | null }
  | { readonly type: 'settings'; readonly showPasses: boolean; readonly taxonomy: Taxonomy; readonly filter?: FindingFilter }
  /** Move the playhead to the frame on screen at `time`; `finding` is selected when given. */
  | { readonly type: 'seek'; readonly time: number; readonly finding: string | null }
  | { readonly type: 'action'; readonly action: PlayerAction }
  /** The editor went out of sight, which the page cannot see for itself: playback pauses. */
  | { readonly type: 'hidden' };

/** What is to be evaluated: the clip, the shot under the playhead, or the in/out range. */
export const evaluationTargetSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clip') }),
  z.object({ kind: z.literal('shot') }),
  z.object({ kind: z.literal('range') }),
]);

export const fromPlayerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** The playhead or the in/out range moved; throttled by the webview. */
  z.object({
    type: z.literal('position'),
    time: z.number().min(0),
    range: timeSpanSchema.nullable(),
    playing: z.boolean(),
  }),
  z.object({ type: z.literal('evaluate'), target: evaluationTargetSchema }),
  z.object({ type: z.literal('cancel') }),
  /** The user does not want these dimensions judged after all. */
  z.object({ type: z.literal('cancelDimensions'), dimensions: z.array(z.string().max(200)).max(50) }),
  /** The user wants another judge. */
  z.object({ type: z.literal('pickJudge') }),
  /** The user wants to see what this operator measured. */
  z.object({ type: z.literal('trace'), operator: z.string().max(100) }),
  /** All the thumbnails that the page lacks for what it shows, the most wanted first; what it wanted before and does not name is not made. */
  z.object({
    type: z.literal('thumbnails'),
    wanted: z.array(z.object({ level: z.number().int().min(1).max(FRAME_LEVEL), block: z.number().int().min(0) })).max(100),
  }),
  /** The user corrected the shots. */
  z.object({ type: z.literal('correctShots'), change: shotChangeSchema }),
  /** The user takes his last correction of the shots back. */
  z.object({ type: z.literal('undoShotCorrection') }),
  /** The user selected a finding, in the scorecard, on a lane or by a key; `time` is where it begins. */
  z.object({ type: z.literal('selectFinding'), finding: z.string(), time: z.number().min(0) }),
  /** Playback of every source failed, or the browser cannot decode the picture. */
  z.object({ type: z.literal('playbackFailed'), detail: z.string().max(500) }),
  /** The clip has sound, but none of it is decoded. */
  z.object({ type: z.literal('silent') }),
  /** The user wants to annotate (then it has to be known who he is) or is done with it. */
  z.object({ type: z.literal('annotating'), on: z.boolean() }),
  /** The rater wants the next clip that he has not answered all questions about. */
  z.object({ type: z.literal('nextClip') }),
  /** The rater answers a question; `null` takes his answer back. */
  z.object({
    type: z.literal('annotate'),
    range: judgedRangeSchema,
    rationale: z.string().max(200),
    answer: answerSchema.nullable(),
    note: z.string().max(2000).optional(),
    span: timeSpanSchema.optional(),
  }),
  /** The user takes a stance on a finding, or with `null` takes it back; what more there is to know is asked outside the page. */
  z.object({ type: z.literal('stance'), finding: z.string().max(500), stance: stanceSchema.nullable() }),
  z.object({ type: z.literal('inputFocus'), focused: z.boolean() }),
  /** The user wants this frame as a picture file. */
  z.object({ type: z.literal('captureFrame'), frame: z.int().min(0) }),
  /** The user wants the next (1) or the previous (−1) clip of the folder. */
  z.object({ type: z.literal('openNeighbour'), direction: z.union([z.literal(1), z.literal(-1)]), playing: z.boolean() }),
  /** How the user listens and looks, for the next clip that he opens; only pages read what is in it. */
  z.object({ type: z.literal('habits'), habits: z.record(z.string().max(50), z.unknown()) }),
  /** The user wants other keys. */
  z.object({ type: z.literal('changeKeys') }),
]);
export type FromPlayer = z.infer<typeof fromPlayerSchema>;

/** Playhead and range as the extension remembers them per open player. */
export interface PlayerPosition {
  readonly time: number;
  readonly range: TimeSpan | null;
  readonly playing: boolean;
}
