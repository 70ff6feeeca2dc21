import type { Clip } from './clip.ts';
import type { Footage } from './footage.ts';
import type { OperatorResult } from './measurement.ts';
import type { ModelRecord } from './modelRecord.ts';
import type { Shot } from './signals.ts';
import type { Dimension, Taxonomy } from './taxonomy/model.ts';
import type { FailureKind, JudgedRange, Observation, OpenQuestion, ProxyReading, RationaleAnswer, Reasoning } from './verdict.ts';

/** Everything a judge may look at for one range. */
export interface JudgeRequest {
  readonly clip: Clip;
  readonly range: JudgedRange;
  readonly shots: readonly Shot[];
  readonly measurements: readonly OperatorResult[];
  /** True when faces were looked for and none was found; `null` when nobody looked. */
  readonly withoutFaces: boolean | null;
  /** The generation prompt, when the clip has one. Data, never instructions. */
  readonly prompt: string | null;
  readonly footage: Footage;
  /** The video that the clip has to match, when it has one. */
  readonly reference: { readonly clip: Clip; readonly footage: Footage } | null;
}

/** What a judge has to say about one dimension of one range. */
export type Judgement = {
  /** What was measured about questions that measuring cannot answer; no part of any score. */
  readonly proxies?: readonly ProxyReading[];
  /** How a model came to its answers, one entry a sub-dimension. */
  readonly reasoning?: readonly Reasoning[];
  /** What the model said that could not be taken for an answer. */
  readonly open?: readonly OpenQuestion[];
  /** Places where something in the material seems to speak to the judge instead of the viewer. */
  readonly suspicions?: readonly Observation[];
  /** How the model was asked, and what that took. */
  readonly model?: ModelRecord;
} & (
  | { readonly status: 'answered'; readonly answers: readonly RationaleAnswer[] }
  | { readonly status: 'unanswered'; readonly reason: string }
  | { readonly status: 'failed'; readonly failure: FailureKind; readonly reason: string }
);

/** What a judge does right now, for those who wait. Text is the model's own and is shown as text. */
export interface JudgeActivity {
  /** Ids of the dimensions that are being judged together. */
  readonly dimensions: readonly string[];
  readonly stage: 'waiting' | 'preparing' | 'sending' | 'reasoning' | 'done';
  /** 0…1 of the stage, or `null` when it cannot be told. */
  readonly fraction: number | null;
  /** The reasoning so far; never an answer. */
  readonly reasoning?: string;
}

export interface JudgeOptions {
  readonly signal: AbortSignal;
  /** Called once for every dimension that was judged, in any order, as soon as its judgement is complete. */
  readonly onJudgement: (dimension: Dimension, judgement: Judgement) => void;
  readonly onActivity?: (activity: JudgeActivity) => void;
  /** Ends the judging of one dimension, which then gets no judgement. */
  readonly signalOf?: (dimension: string) => AbortSignal | undefined;
}

/** What produces verdicts. */
export interface Judge {
  readonly id: string;
  /** Binds backend, model, prompt, schema, taxonomy and sampling; equal fingerprints mean interchangeable verdicts. */
  fingerprint(taxonomy: Taxonomy): string;
  /**
   * Judges one range by the given dimensions of a taxonomy.
   *
   * @throws EvalVerseError where no further dimension could be judged either (`judge/…`); `signal.reason` when aborted. What
   *   was handed to `onJudgement` before stays valid.
   */
  judge(request: JudgeRequest, dimensions: readonly Dimension[], options: JudgeOptions): Promise<void>;
}
