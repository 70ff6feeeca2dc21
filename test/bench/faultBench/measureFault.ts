import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasuredEvent } from '../../../src/core/measurement.ts';
import { AUDIO_HOP } from '../../../src/core/series/sound.ts';
import { shotsOf } from '../../../src/core/signals.ts';
import { builtinTaxonomy } from '../../../src/core/taxonomy/builtin.ts';
import { intersect, overlap, spanLength, type TimeSpan } from '../../../src/core/time.ts';
import { isFaultOperator, type Operator, type OperatorOutcome } from '../../../src/media/operators/operator.ts';
import { OPERATORS, outcomeOf } from '../../../src/media/operators/registry.ts';
import { byStrength, type CleanClip, type Fault, STRENGTHS, type Strength } from '../faults/fault.ts';
import { type Analysed, analysed } from './analysed.ts';
import type { BenchClip } from './cleanClips.ts';
import { extentOf } from './patchyFault.ts';
import { hasPauses } from './pauses.ts';
import type { FaultResult } from './results.ts';
import { areaUnderCurve, quantileOf } from './statistics.ts';
import { kept, keyOf, ROOT } from './store.ts';

/** Seconds by which the ends of an event may miss those of the fault to count as on time. */
const TOLERANCE = 0.25;
const DEFAULT_SECONDS = 1.2;
const LARGEST_SHARE = 0.45;

const { thresholds } = builtinTaxonomy();

/** One clip with the fault in one strength, and what the operator says about it. */
interface Trial {
  readonly strength: Strength;
  readonly span: TimeSpan;
  readonly outcome: OperatorOutcome;
}

/**
 * Puts a fault in all its strengths into the clips and measures how its operator finds it, and what the operator says about the clean
 * clips.
 *
 * @param atOnce does the pieces of work, a few at a time, and resolves to their results in order.
 * @throws RangeError for a fault of an operator that there is not.
 */
export async function measureFault(
  fault: Fault,
  clips: readonly BenchClip[],
  atOnce: <T>(work: readonly (() => Promise<T>)[]) => Promise<T[]>,
): Promise<FaultResult> {
  const operator = OPERATORS.find(({ id }) => id === fault.operator);
  if (!operator) throw new RangeError(`there is no operator ${fault.operator}`);
  const looking = { faces: fault.needs === 'faces' };
  const used = clips.filter(({ clip, paused }) => !fault.excluded?.[clip.name] && (!paused || fault.needs === 'pauses'));
  const clean = await atOnce(
    used.map((clip) => async () => {
      const found = await analysed(clip.clip.path, looking);
      return { ...clip, outcome: outcomeOn(operator, found), pauses: hasPauses(found.signals) };
    }),
  );
  const suited = clean.filter((clip) => isSuited(fault, clip));
  // An operator may judge only what the fault brings about (a shot too short, hiss in pauses that were silent): then nothing is left out.
  const judged = suited.filter(({ outcome }) => fault.needs === 'pauses' || outcome.status !== 'unmeasurable');
  const code = await keyOfFault(fault);
  const trials = await atOnce(
    STRENGTHS.flatMap((strength) =>
      judged.map(({ clip }) => async (): Promise<Trial> => {
        const span = fault.needs === 'sound' ? await audibleSpan(fault, clip, strength) : spanOf(fault, clip, strength);
        const path = await kept(`${fault.operator}-${keyOf(code, clip.path, strength, span.start, span.end)}.mov`, (target) =>
          fault.inject(clip, strength, span, target),
        );
        const extent = await extentOf(fault, clip, strength, span);
        return { strength, span: extent, outcome: outcomeOn(operator, await analysed(path, looking)) };
      }),
    ),
  );
  const worse = isFaultOperator(operator) ? thresholds[operator.id]?.faultWhen : fault.worse;
  return {
    operator: operator.id,
    version: operator.version,
    title: fault.title,
    whole: fault.whole ?? false,
    clips: judged.length,
    abstained: suited.length - judged.length,
    excluded: { ...fault.excluded },
    ...findings(fault, trials, valuesOf(clean, worse), worse),
    clean: alarms(clean),
  };
}

function isSuited({ needs }: Fault, clean: BenchClip & { readonly pauses: boolean }): boolean {
  const { clip, faulted, faultedSound, face, pauses } = clean;
  if (needs === 'faces') return face;
  if (needs === 'pauses') return pauses;
  return needs === 'sound' ? faultedSound && clip.channels !== null : faulted;
}

function outcomeOn(operator: Operator, { clip, signals }: Analysed): OperatorOutcome {
  const range = { start: 0, end: clip.duration };
  const shots = shotsOf(signals.boundaries, signals.duration);
  return outcomeOf(operator, { signals, clip, range, shots, reference: null }, thresholds);
}

/** Where a fault goes: in the middle part of the clip, a little elsewhere in each, from frame to frame. */
function spanOf({ whole, needs, seconds = DEFAULT_SECONDS }: Fault, clip: CleanClip, strength: Strength): TimeSpan {
  if (whole) return { start: 0, end: clip.duration };
  const wanted = typeof seconds === 'number' ? seconds : byStrength(strength, seconds);
  const length = Math.min(wanted, LARGEST_SHARE * clip.duration);
  const place = 0.3 + 0.4 * (Number.parseInt(keyOf(clip.name).slice(0, 8), 16) / 2 ** 32);
  const from = place * (clip.duration - length);
  // Sound does not come in frames.
  if (needs === 'sound') return { start: from, end: from + length };
  const start = frameNear(clip, from);
  return { start, end: Math.max(frameNear(clip, start + length), frameAfter(clip, start)) };
}

/** Where a fault of the sound goes: the first place from there on at which half of the clip's sound is no louder. */
async function audibleSpan(fault: Fault, clip: CleanClip, strength: Strength): Promise<TimeSpan> {
  const span = spanOf(fault, clip, strength);
  const { signals } = await analysed(clip.path, { faces: false });
  const rms = [...(signals.audio?.series.rms ?? [])];
  const middle = quantileOf(rms, 0.5) ?? 0;
  const hops = Math.round(span.start / AUDIO_HOP);
  const louder = rms.findIndex((level, hop) => hop >= hops && level >= middle && level > 0);
  const start = fault.whole || louder < 0 ? span.start : louder * AUDIO_HOP;
  return { start, end: Math.min(clip.duration, start + spanLength(span)) };
}

function frameNear({ frameTimes }: CleanClip, time: number): number {
  return frameTimes.reduce((near, at) => (Math.abs(at - time) < Math.abs(near - time) ? at : near), 0);
}

function frameAfter({ frameTimes, duration }: CleanClip, time: number): number {
  return frameTimes.find((at) => at > time + 1e-6) ?? duration;
}

async function keyOfFault({ operator }: Fault): Promise<string> {
  const files = [`${operator}.ts`, 'fault.ts'].map((file) => readFile(join(ROOT, 'test/bench/faults', file), 'utf8'));
  return keyOf(...(await Promise.all(files)).map(withoutComments));
}

/** What is written about a fault, and where it is of no use, does not change what it makes. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*\*.*?\*\/|^\s*\/\/.*?$|^ {2}excluded: \{.*?\},$/gms, '').replaceAll(/\s+/g, ' ');
}

type Worse = 'above' | 'below' | undefined;

/** The summary values of those that were measured, turned so that larger is worse. */
function valuesOf(trials: readonly { readonly outcome: OperatorOutcome }[], worse: Worse): number[] {
  return trials.flatMap(({ outcome }) =>
    outcome.status === 'measured' ? [(worse === 'below' ? -1 : 1) * outcome.summary.measurement.value] : [],
  );
}

function findings(
  fault: Fault,
  trials: readonly Trial[],
  clean: readonly number[],
  worse: Worse,
): Pick<FaultResult, 'strengths' | 'separation' | 'startError' | 'endError'> {
  const found = trials.map((trial) => ({ ...trial, event: eventIn(trial) }));
  const errors = found.flatMap(({ event, span }) =>
    event && !fault.whole ? [{ start: Math.abs(event.start - span.start), end: Math.abs(event.end - span.end) }] : [],
  );
  return {
    strengths: STRENGTHS.map((strength) => {
      const some = found.filter((trial) => trial.strength === strength);
      return {
        strength: byStrength(strength, fault.strengths),
        detected: shareOf(some, ({ event }) => event !== null),
        onTime: fault.whole ? null : shareOf(some, ({ event, span }) => event !== null && isOnTime(event, span)),
        separation: rounded(areaUnderCurve(valuesOf(some, worse), clean)),
      };
    }),
    separation: rounded(areaUnderCurve(valuesOf(found, worse), clean)),
    startError: errorsOf(errors.map(({ start }) => start)),
    endError: errorsOf(errors.map(({ end }) => end)),
  };
}

/** The event that shares most time with the fault; one without length counts when it lies in it. */
function eventIn({ outcome, span }: Trial): TimeSpan | null {
  if (outcome.status !== 'measured') return null;
  const shared = (event: TimeSpan) => {
    const both = intersect(event, span);
    return both ? spanLength(both) : 0;
  };
  return outcome.events
    .map(({ measurement }: MeasuredEvent) => measurement.span)
    .filter((event) => overlap(event, span))
    .reduce<TimeSpan | null>((best, event) => (best && shared(best) >= shared(event) ? best : event), null);
}

function isOnTime(event: TimeSpan, span: TimeSpan): boolean {
  return Math.abs(event.start - span.start) <= TOLERANCE && Math.abs(event.end - span.end) <= TOLERANCE;
}

function alarms(clean: readonly { readonly clip: CleanClip; readonly outcome: OperatorOutcome }[]): FaultResult['clean'] {
  const judged = clean.flatMap(({ clip, outcome }) => (outcome.status === 'measured' ? [{ clip, events: outcome.events }] : []));
  return {
    clips: judged.length,
    minutes: Number((judged.reduce((sum, { clip }) => sum + clip.duration, 0) / 60).toFixed(2)),
    alarms: judged.reduce((sum, { events }) => sum + events.length, 0),
    flagged: judged.flatMap(({ clip, events }) => (events.length > 0 ? [clip.name] : [])),
  };
}

function errorsOf(errors: readonly number[]): FaultResult['startError'] {
  const median = rounded(quantileOf(errors, 0.5));
  const p95 = rounded(quantileOf(errors, 0.95));
  return median === null || p95 === null ? null : { median, p95 };
}

function shareOf<T>(all: readonly T[], holds: (one: T) => boolean): number | null {
  return all.length === 0 ? null : rounded(all.filter(holds).length / all.length);
}

function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Number(value.toFixed(3))) as T; // null stays null, a number stays a number
}
