import { resolve } from 'node:path';
import { type Clip, displayedSize } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { Footage, FootageAudio, FootageFrame, FootageVideo } from '../core/footage.ts';
import type { JudgeRequest } from '../core/judge.ts';
import type { Usage } from '../core/modelRecord.ts';
import { rangeKey } from '../core/review.ts';
import { spanLength } from '../core/time.ts';
import type { JudgedRange } from '../core/verdict.ts';
import type { CallPart } from '../judges/backend.ts';
import type { ModelJudge } from '../judges/modelJudge.ts';
import { costOf, type PriceTable } from '../judges/prices.ts';
import type { QuestionUnit } from '../judges/protocol/units.ts';
import { callTokens } from '../judges/tokenEstimate.ts';
import type { EvaluationContext } from './context.ts';
import { missingWork } from './missingWork.ts';
import { prepareClip } from './prepareClip.ts';
import { besideOf } from './reference.ts';
import { shotEditsFor } from './shotEditsFor.ts';
import { readSidecar } from './sidecar.ts';
import { type EvaluationTarget, judgedRange } from './target.ts';

/** What judging will take when nothing has to be asked twice and the provider keeps nothing from call to call. */
export interface Estimate {
  readonly clips: number;
  readonly calls: number;
  readonly inputTokens: number;
  /** Answers and thinking of usual length. */
  readonly outputTokens: number;
  /** Pictures and sound as they travel, counted for every call that shows them. */
  readonly bytes: number;
  /** By the price table; `null` when the model is not in it, which is not "nothing". */
  readonly cost: Usage['cost'];
  /** As `cost`, if every answer were as long as it may be. */
  readonly mostCost: Usage['cost'];
}

export interface EstimateOptions {
  readonly judge: ModelJudge;
  /** As the backend asks for it. */
  readonly model: string;
  /** Answers drawn for every question. */
  readonly samples: number;
  readonly prices: PriceTable;
  /** Of the calls, for prices that change. */
  readonly day: Date;
  /** Ids of the dimensions to judge; all of them when left out. */
  readonly dimensions?: readonly string[];
  readonly signal: AbortSignal;
}

type EstimateContext = Pick<EvaluationContext, 'ffmpeg' | 'store' | 'taxonomy'>;

const NO_ESTIMATE: Omit<Estimate, 'cost' | 'mostCost'> = { clips: 0, calls: 0, inputTokens: 0, outputTokens: 0, bytes: 0 };

/** Means over judgements that were looked at; thinking is asked to be low. */
const ANSWER_TOKENS_PER_SUB_DIMENSION = 170;
const THINKING_TOKENS_PER_CALL = 600;
/** Of the footage that we make: bits a pixel of H.264, bytes a second of AAC, bytes a pixel of JPEG, bytes a second of WAV. */
const VIDEO_BITS_PER_PIXEL = 0.15;
const AAC_BYTES_PER_SECOND = 16_000;
const JPEG_BYTES_PER_PIXEL = 0.3;
const WAV_BYTES_PER_SECOND = 32_000;
/** Bytes travel as text. */
const BASE64 = 4 / 3;

/**
 * Estimates the judging of one clip without decoding it and without sending anything: what cannot be known before (cuts, faces)
 * is taken for what asks most. What was judged before is not counted.
 *
 * @throws EvalVerseError `clip/…`, `range/invalid`, `ffmpeg/…`; `signal.reason` when aborted.
 */
export async function estimateClip(
  context: EstimateContext,
  path: string,
  target: EvaluationTarget,
  options: EstimateOptions,
): Promise<Estimate> {
  const { judge, signal, dimensions } = options;
  const clip = await prepareClip(context, resolve(path), signal);
  const sidecar = await readSidecar(clip.path);
  const beside = await besideOf(context, sidecar, signal);
  const range = judgedRange(clip, target);
  const shotEdits = await shotEditsFor(context, clip.hash);
  const wanted = { hash: clip.hash, key: rangeKey(range), beside, shotEdits, dimensions };
  const [work] = await missingWork({ ...context, judges: [judge] }, wanted);
  if (!work) return { ...NO_ESTIMATE, cost: free(options), mostCost: free(options) };
  const named = sidecar.reference;
  const reference = named === null ? null : await prepareClip(context, named.path, signal).catch(() => null);
  signal.throwIfAborted();
  const sketch = sketchedFootage();
  const request = requestOf(clip, range, { prompt: sidecar.prompt, reference }, sketch.of);
  const planned = await judge.plannedCalls(request, work.dimensions, signal);
  const sum = (of: (one: (typeof planned)[number]) => number) =>
    options.samples * planned.reduce((total, one) => total + of(one), 0);
  const inputTokens = sum(({ call }) => callTokens(call));
  const calls = options.samples * planned.length;
  const taken = { calls, inputTokens, cachedTokens: 0 };
  const outputTokens = sum(({ unit }) => usualOutput(unit));
  const priced = (output: number) => costOf({ ...taken, outputTokens: output }, options.model, options.prices, options.day);
  return {
    clips: 1,
    ...{ calls, inputTokens, outputTokens },
    bytes: Math.round(sum(({ call }) => call.parts.reduce((total, part) => total + sketch.bytesOf(part), 0)) * BASE64),
    cost: priced(outputTokens),
    mostCost: priced(sum(({ call }) => call.outputTokens)),
  };
}

/** One unknown makes the whole unknown. @param estimates at least one. */
export function sumEstimates(estimates: readonly [Estimate, ...Estimate[]]): Estimate {
  const money = (a: Usage['cost'], b: Usage['cost']) => a && b && { usd: a.usd + b.usd, asOf: a.asOf };
  return estimates.reduce((sum, one) => ({
    clips: sum.clips + one.clips,
    calls: sum.calls + one.calls,
    inputTokens: sum.inputTokens + one.inputTokens,
    outputTokens: sum.outputTokens + one.outputTokens,
    bytes: sum.bytes + one.bytes,
    cost: money(sum.cost, one.cost),
    mostCost: money(sum.mostCost, one.mostCost),
  }));
}

function free({ prices }: EstimateOptions): Usage['cost'] {
  return { usd: 0, asOf: prices.asOf };
}

function usualOutput(unit: QuestionUnit): number {
  return THINKING_TOKENS_PER_CALL + ANSWER_TOKENS_PER_SUB_DIMENSION * unit.length;
}

function requestOf(
  clip: Clip,
  range: JudgedRange,
  { prompt, reference }: { readonly prompt: string | null; readonly reference: Clip | null },
  footageOf: (clip: Clip) => Footage,
): JudgeRequest {
  const { start, end } = range.span;
  const middle = (start + end) / 2;
  return {
    clip,
    range,
    // Where there is a cut nobody knows yet; one asks every question that there may be.
    shots: [
      { index: 0, start, end: middle },
      { index: 1, start: middle, end },
    ],
    measurements: [],
    withoutFaces: null,
    prompt,
    footage: footageOf(clip),
    reference: reference && { clip: reference, footage: footageOf(reference) },
  };
}

/** Footage that is never made, and the bytes that it would have. */
function sketchedFootage(): { of(clip: Clip): Footage; bytesOf(part: CallPart): number } {
  const sizes = new Map<FootageVideo | FootageFrame | FootageAudio, number>();
  const sized = <T extends FootageVideo | FootageFrame | FootageAudio>(piece: T, bytes: number): T => {
    sizes.set(piece, bytes);
    return piece;
  };
  const nothing = new Uint8Array();
  return {
    of: (clip) => ({
      async video({ span, longSide, frameRate, withAudio }) {
        const duration = spanLength(span);
        const { width, height } = fitted(clip, longSide);
        const { numerator, denominator } = clip.video.frameRate;
        const ownRate = numerator > 0 && denominator > 0 ? numerator / denominator : 24;
        const rate = frameRate === null ? ownRate : Math.min(frameRate, ownRate);
        const picture = (width * height * rate * VIDEO_BITS_PER_PIXEL) / 8;
        const hasAudio = withAudio && clip.audio !== null;
        return sized(
          { bytes: nothing, mimeType: 'video/mp4', ...{ width, height, duration, hasAudio } },
          duration * (picture + (hasAudio ? AAC_BYTES_PER_SECOND : 0)),
        );
      },
      async frames({ times, longSide }) {
        const { width, height } = fitted(clip, longSide);
        return times.map((time) => sized({ time, jpeg: nothing }, width * height * JPEG_BYTES_PER_PIXEL));
      },
      async audio(span) {
        if (clip.audio === null) return null;
        const duration = spanLength(span);
        return sized<FootageAudio>({ bytes: nothing, mimeType: 'audio/wav', duration }, duration * WAV_BYTES_PER_SECOND);
      },
    }),
    bytesOf(part) {
      switch (part.kind) {
        case 'text':
          return 0;
        case 'video':
          return sizes.get(part.video) ?? 0;
        case 'frame':
          return sizes.get(part.frame) ?? 0;
        case 'audio':
          return sizes.get(part.audio) ?? 0;
      }
    },
  };
}

function fitted({ video }: Clip, longSide: number): { width: number; height: number } {
  const { width, height } = displayedSize(video);
  const scale = Math.min(1, longSide / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

const MOST_ESTIMATED = 40;

/**
 * As `estimateClip` for every clip of a folder and below it. Clips that cannot be judged count for nothing. It is never nothing
 * while a single clip has still to be judged.
 *
 * @param paths absolute, of all its clips.
 * @param most clips that are looked at before evenly spread ones stand for all.
 */
export async function estimateFolder(
  context: EstimateContext,
  paths: readonly string[],
  options: EstimateOptions,
  most = MOST_ESTIMATED,
): Promise<Estimate> {
  const looked = Math.min(paths.length, most);
  const share = looked === 0 ? 1 : paths.length / looked;
  let sum: Estimate = { ...NO_ESTIMATE, cost: free(options), mostCost: free(options) };
  for (let index = 0; index < looked; index += 1) {
    options.signal.throwIfAborted();
    try {
      const path = paths[Math.floor(index * share)] ?? '';
      sum = sumEstimates([sum, await estimateClip(context, path, { kind: 'clip' }, options)]);
    } catch (error) {
      options.signal.throwIfAborted();
      if (!(error instanceof EvalVerseError) || !error.code.startsWith('clip/')) throw error;
    }
  }
  if (sum.calls === 0 && looked < paths.length) return estimateFolder(context, paths, options, paths.length);
  const money = (cost: Usage['cost']) => cost && { ...cost, usd: cost.usd * share };
  return {
    clips: Math.round(sum.clips * share),
    calls: Math.round(sum.calls * share),
    inputTokens: Math.round(sum.inputTokens * share),
    outputTokens: Math.round(sum.outputTokens * share),
    bytes: Math.round(sum.bytes * share),
    cost: money(sum.cost),
    mostCost: money(sum.mostCost),
  };
}
