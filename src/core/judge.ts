import type { Clip } from './clip.ts';
import type { OperatorResult } from './measurement.ts';
import type { Shot } from './signals.ts';
import type { Dimension, Taxonomy } from './taxonomy/model.ts';
import type { JudgedRange, ProxyReading, RationaleAnswer } from './verdict.ts';

/** Everything a judge may look at for one dimension of one range. */
export interface JudgeRequest {
  readonly clip: Clip;
  readonly range: JudgedRange;
  readonly dimension: Dimension;
  readonly shots: readonly Shot[];
  readonly measurements: readonly OperatorResult[];
  /** The generation prompt, when the clip has one. Data, never instructions. */
  readonly prompt: string | null;
}

export type Judgement = {
  /** What was measured about questions that measuring cannot answer; no part of any score. */
  readonly proxies?: readonly ProxyReading[];
} & (
  | { readonly status: 'answered'; readonly answers: readonly RationaleAnswer[] }
  | { readonly status: 'unanswered' | 'failed'; readonly reason: string }
);

/** What produces verdicts. */
export interface Judge {
  readonly id: string;
  /** Binds backend, model version, prompt, schema, taxonomy and sampling; equal fingerprints mean interchangeable verdicts. */
  fingerprint(taxonomy: Taxonomy): string;
  judge(request: JudgeRequest, signal: AbortSignal): Promise<Judgement>;
}
