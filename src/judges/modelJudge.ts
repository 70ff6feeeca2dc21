import { randomBytes } from 'node:crypto';
import type { Exemplar } from '../core/exemplar.ts';
import type { Judge, JudgeOptions, JudgeRequest } from '../core/judge.ts';
import type { Dimension, Taxonomy } from '../core/taxonomy/model.ts';
import type { Thresholds } from '../core/taxonomy/thresholds.ts';
import type { JudgeBackend, ModelCall } from './backend.ts';
import { fingerprintOf } from './fingerprint.ts';
import { firstAttempt } from './protocol/drawSample.ts';
import { createFootageMaker } from './protocol/footageParts.ts';
import { LOOKS, planFootage } from './protocol/footagePlan.ts';
import { type Gated, gateDimension } from './protocol/gate.ts';
import { quoted, speaksToJudge } from './protocol/injection.ts';
import { judgementOf, judgementWithoutCall, type RecordFrame, type UnitResult } from './protocol/judgementOf.ts';
import { type CostOf, createLedger, type Ledger } from './protocol/ledger.ts';
import { buildCall, type PromptOptions, promptIdentity, type ShownPrompt, shownPrompt } from './protocol/prompt.ts';
import { createUnitCaller } from './protocol/unitCaller.ts';
import { dimensionsOfUnit, type JudgingMode, type QuestionUnit, unitsOf } from './protocol/units.ts';

/** Raised when the same replies would give other answers. */
const VERSION = 1;

export interface ModelJudgeOptions {
  readonly backend: JudgeBackend;
  readonly mode: JudgingMode;
  /** Answers drawn for every question; at least 1. Probabilities, where the backend tells them, take the place of more. */
  readonly samples: number;
  /** Calls in flight at once. */
  readonly atOnce: number;
  /** Whether the model is told what was measured. */
  readonly withMeasurements: boolean;
  /** Text that changes with the operators' versions and with the thresholds given: what is measured is part of the prompt. */
  readonly operatorsFingerprint: (thresholds: Thresholds) => string;
  /** How experts answered about other clips. */
  readonly exemplars?: readonly Exemplar[];
  /** A text nobody can foresee, new for every request; random when left out. */
  readonly boundary?: () => string;
  /** What a call costs; unknown when left out. */
  readonly costOf?: CostOf;
  /** Hears the names of what the provider did not delete. */
  readonly onLeftovers?: (names: readonly string[]) => void;
}

/** One call as it would be made for the first sample. */
export interface PlannedCall {
  readonly unit: QuestionUnit;
  readonly call: ModelCall;
}

export interface ModelJudge extends Judge {
  /** Every call that a range needs when nothing has to be asked twice; each sample asks all of them. Sends nothing. @throws as `judge`. */
  plannedCalls(request: JudgeRequest, dimensions: readonly Dimension[], signal: AbortSignal): Promise<PlannedCall[]>;
  /** Exactly what would be sent, one entry a call (each sample sends the same). Sends nothing. @throws as `judge`. */
  shownPrompts(request: JudgeRequest, dimensions: readonly Dimension[], signal: AbortSignal): Promise<ShownPrompt[]>;
}

/** A judge that asks a model: it looks, reasons, questions itself and only then answers. */
export function createModelJudge(options: ModelJudgeOptions): ModelJudge {
  const { backend, mode, withMeasurements, exemplars = [], boundary = randomBoundary } = options;
  const samples = Math.max(1, Math.floor(options.samples));
  const prompt = { withMeasurements, exemplars, boundary };
  const fingerprints = new WeakMap<Taxonomy, string>();

  const fingerprint = (taxonomy: Taxonomy): string => {
    const known = fingerprints.get(taxonomy);
    if (known !== undefined) return known;
    const { id, model, origin, capabilities, partOrder, maximumFrames, settings } = backend;
    const made = fingerprintOf({
      judge: 'model',
      version: VERSION,
      backend: { id, model, origin, capabilities, partOrder, maximumFrames, settings },
      prompt: promptIdentity(taxonomy, exemplars),
      sampling: { mode, samples, looks: LOOKS },
      measurements: withMeasurements ? options.operatorsFingerprint(taxonomy.thresholds) : null,
    });
    fingerprints.set(taxonomy, made);
    return made;
  };

  const plannedCalls: ModelJudge['plannedCalls'] = async (request, dimensions, signal) => {
    const maker = createFootageMaker(request, signal);
    const asked = dimensions.flatMap((dimension) => gateDimension(dimension, request, backend.capabilities).asked);
    return Promise.all(
      unitsOf(asked, mode).map(async (unit) => {
        const footage = await maker.prepare(planFootage(unit, request, backend));
        signal.throwIfAborted();
        const attempt = firstAttempt(unit, backend.capabilities.seed ? 1 : null);
        return { unit, call: buildCall(unit, request, footage, backend, prompt, attempt) };
      }),
    );
  };

  return {
    id: backend.id,
    fingerprint,
    judge: (request, dimensions, judging) => judgeRange({ ...options, samples }, prompt, request, dimensions, judging),
    plannedCalls,
    async shownPrompts(request, dimensions, signal) {
      const planned = await plannedCalls(request, dimensions, signal);
      return planned.map(({ unit, call }) => shownPrompt(unit, call));
    },
  };
}

function randomBoundary(): string {
  return `-----${randomBytes(12).toString('hex')}-----`;
}

interface Progress {
  readonly dimension: Dimension;
  readonly gated: Gated;
  /** Units that have still to come. */
  pending: number;
  readonly results: UnitResult[];
}

async function judgeRange(
  options: ModelJudgeOptions,
  prompt: PromptOptions,
  request: JudgeRequest,
  dimensions: readonly Dimension[],
  judging: JudgeOptions,
): Promise<void> {
  const { backend, mode } = options;
  const { signal, onJudgement, onActivity, signalOf } = judging;
  signal.throwIfAborted();
  const progress = new Map<string, Progress>();
  for (const dimension of dimensions) {
    const gated = gateDimension(dimension, request, backend.capabilities);
    if (gated.asked.length > 0) progress.set(dimension.id, { dimension, gated, pending: 0, results: [] });
    else if (!signalOf?.(dimension.id)?.aborted) onJudgement(dimension, judgementWithoutCall(gated));
  }
  const units = unitsOf(
    [...progress.values()].flatMap(({ gated }) => gated.asked),
    mode,
  );
  if (units.length === 0) return;

  const expect = (unit: QuestionUnit, change: number) => {
    for (const { id } of dimensionsOfUnit(unit)) {
      const one = progress.get(id);
      if (one) one.pending += change;
    }
  };
  const versions = new Set<string>();
  const frame: RecordFrame = {
    backend: { backend: backend.id, origin: backend.origin, model: backend.model },
    versions,
    cautions: rangeCautions(options),
    suspicions: promptSuspicions(request),
  };
  const settle = (result: UnitResult) => {
    for (const version of result.versions) versions.add(version);
    expect(result.unit, -1);
    for (const { id } of dimensionsOfUnit(result.unit)) {
      const one = progress.get(id);
      one?.results.push(result);
      if (one?.pending === 0 && !signalOf?.(id)?.aborted)
        onJudgement(one.dimension, judgementOf(one.dimension, one.gated, one.results, frame));
    }
  };

  const newLedger = () => createLedger(backend.model, options.costOf ?? null);
  const session = backend.open();
  const caller = createUnitCaller(options, prompt, request, session, judging);
  const run = async (unit: QuestionUnit, ledger: Ledger): Promise<void> => {
    const ids = dimensionsOfUnit(unit).map(({ id }) => id);
    const cancelled = whenAllAborted(ids.map((id) => signalOf?.(id)));
    try {
      const outcome = await caller.judgeUnit(unit, ledger, AbortSignal.any([signal, cancelled]));
      if ('split' in outcome) {
        expect(unit, -1);
        for (const part of outcome.split) expect(part, 1);
        // What the answers that were too long took is told with the first part.
        await Promise.all(outcome.split.map((part, index) => run(part, index === 0 ? ledger : newLedger())));
        return;
      }
      settle(outcome);
      onActivity?.({ dimensions: ids, stage: 'done', fraction: 1 });
    } catch (error) {
      if (cancelled.aborted && !signal.aborted) onActivity?.({ dimensions: ids, stage: 'done', fraction: 1 });
      else caller.stop(error);
    }
  };
  try {
    for (const unit of units) expect(unit, 1);
    await Promise.all(units.map((unit) => run(unit, newLedger())));
  } finally {
    const leftovers = await session.close();
    if (leftovers.length > 0) options.onLeftovers?.(leftovers);
  }
  signal.throwIfAborted();
  caller.throwIfStopped();
}

function rangeCautions({ backend, withMeasurements }: ModelJudgeOptions): string[] {
  return [
    ...(backend.caution === null ? [] : [backend.caution]),
    ...(backend.capabilities.video ? [] : ['The model saw single frames instead of the video, so movement is a guess.']),
    ...(withMeasurements ? [] : ['The model was not told what was measured.']),
  ];
}

function promptSuspicions({ prompt, range }: JudgeRequest) {
  if (prompt === null || !speaksToJudge(prompt)) return [];
  return [{ span: { ...range.span }, text: `The prompt file seems to tell the judge what to answer: "${quoted(prompt)}"` }];
}

/** Aborted when all of the signals are; never when one is missing. */
function whenAllAborted(signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  const all = new AbortController();
  const check = () => {
    if (signals.every((signal) => signal?.aborted)) all.abort(signals[0]?.reason);
  };
  for (const signal of signals) signal?.addEventListener('abort', check, { once: true });
  check();
  return all.signal;
}
