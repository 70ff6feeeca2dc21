import { EvalVerseError, userMessageOf } from '../../core/errors.ts';
import type { JudgeActivity, JudgeOptions, JudgeRequest } from '../../core/judge.ts';
import type { JudgeBackend, JudgeSession, ModelReply } from '../backend.ts';
import { drawSample, type SampleOutcome } from './drawSample.ts';
import { createFootageMaker } from './footageParts.ts';
import { planFootage } from './footagePlan.ts';
import { quoted } from './injection.ts';
import type { UnitResult } from './judgementOf.ts';
import type { Ledger } from './ledger.ts';
import { reasoningSoFar } from './partialReasoning.ts';
import { type Attempt, buildCall, type PromptOptions } from './prompt.ts';
import { createSlots } from './slots.ts';
import { isEnough, unitResultOf } from './unitResult.ts';
import { dimensionsOfUnit, type QuestionUnit, splitUnit } from './units.ts';

interface CallingOptions {
  readonly backend: JudgeBackend;
  readonly samples: number;
  /** Calls in flight at once. */
  readonly atOnce: number;
}

/** What came of asking a unit, or the smaller ones to ask instead. */
export type UnitOutcome = UnitResult | { readonly split: readonly QuestionUnit[] };

/** Asks the units of one range, side by side. */
export interface UnitCaller {
  /** @throws what ends the whole range; the reason of `signal` when aborted. */
  judgeUnit(unit: QuestionUnit, ledger: Ledger, signal: AbortSignal): Promise<UnitOutcome>;
  /** No further call begins; those in flight end by themselves. */
  stop(error: unknown): void;
  throwIfStopped(): void;
}

export function createUnitCaller(
  { backend, samples, atOnce }: CallingOptions,
  prompt: PromptOptions,
  request: JudgeRequest,
  session: JudgeSession,
  { signal: whole, onActivity }: JudgeOptions,
): UnitCaller {
  const maker = createFootageMaker(request, whole);
  const slot = createSlots(atOnce);
  let stopped: { readonly error: unknown } | null = null;
  const throwIfStopped = () => {
    if (stopped) throw stopped.error;
  };
  const inSlot = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> =>
    slot(async () => {
      signal.throwIfAborted();
      throwIfStopped();
      try {
        return await work();
      } catch (error) {
        // Before the slot is free again: whoever waits for it must not begin.
        if (!signal.aborted && isFatal(error)) stopped ??= { error };
        throw error;
      }
    });

  async function judgeUnit(unit: QuestionUnit, ledger: Ledger, signal: AbortSignal): Promise<UnitOutcome> {
    const ids = dimensionsOfUnit(unit).map(({ id }) => id);
    const tell = (activity: Omit<JudgeActivity, 'dimensions'>) => onActivity?.({ dimensions: ids, ...activity });
    tell({ stage: 'waiting', fraction: null });
    const footage = await inSlot(signal, async () => {
      tell({ stage: 'preparing', fraction: null });
      return maker.prepare(planFootage(unit, request, backend));
    });
    // Every slot may be taken by now.
    tell({ stage: 'waiting', fraction: null });

    const ask =
      (isShown: boolean) =>
      (asked: QuestionUnit, attempt: Attempt): Promise<ModelReply> =>
        inSlot(signal, async () => {
          if (isShown) tell({ stage: 'sending', fraction: null });
          const reply = await session.ask(buildCall(asked, request, footage, backend, prompt, attempt), {
            signal,
            about: { clip: request.clip.hash, dimensions: dimensionsOfUnit(asked).map(({ id }) => id) },
            ...(isShown && {
              onUpload: (fraction: number) => tell({ stage: 'sending', fraction }),
              onText: (soFar: string) => tell({ stage: 'reasoning', fraction: null, reasoning: reasoningSoFar(soFar) }),
            }),
          });
          ledger.add(reply);
          return reply;
        });
    const draw = async (index: number): Promise<SampleOutcome> => {
      try {
        return await drawSample({
          unit,
          exemplars: prompt.exemplars.flatMap(({ description, answers }) => [
            description,
            ...answers.map(({ reason }) => reason),
          ]),
          ask: ask(index === 0),
          span: request.range.span,
          precision: footage.precision,
          seed: backend.capabilities.seed ? index + 1 : null,
        });
      } catch (error) {
        return failureOf(error, signal, stopped?.error);
      }
    };

    // One answer first: what it meets (a block, no room) the others would meet as well, and what it sent is kept by providers.
    const first = await draw(0);
    const split = first.status === 'truncated' ? splitUnit(unit) : null;
    if (split) return { split };
    const isFinal = first.status === 'truncated' || (first.status === 'failed' && first.failure === 'blocked');
    const others =
      isFinal || isEnough(unit, first)
        ? []
        : await Promise.all(Array.from({ length: samples - 1 }, (_, index) => draw(index + 1)));
    return unitResultOf(unit, [first, ...others], {
      usage: ledger.usage(),
      versions: [...ledger.versions],
      responses: ledger.responses,
      cautions: [...ledger.cautions],
      footage: footage.record,
    });
  }

  return {
    judgeUnit,
    stop: (error) => {
      stopped ??= { error };
    },
    throwIfStopped,
  };
}

/** What one call's failure means for its unit. @throws what would meet every other call as well, and aborts. */
function failureOf(error: unknown, signal: AbortSignal, stoppedBy: unknown): SampleOutcome {
  if (signal.aborted || (stoppedBy !== undefined && error === stoppedBy)) throw error;
  if (isFatal(error)) throw error;
  if (error instanceof EvalVerseError) return { status: 'failed', failure: 'unreachable', reason: error.userMessage };
  return { status: 'failed', failure: 'internal', reason: `Judging failed unexpectedly: ${quoted(userMessageOf(error))}` };
}

/** Whether every other call would meet the same. */
function isFatal(error: unknown): boolean {
  return error instanceof EvalVerseError && error.code !== 'judge/unreachable';
}
