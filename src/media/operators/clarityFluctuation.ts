import type { Signals } from '../../core/signals.ts';
import { clarityOf, clarityTrace } from './clarity.ts';
import { type ClarityJump, clarityJumps, unrestBetween } from './clarityJumps.ts';
import { type FrameRun, quantile, shownBeside, shownSeconds, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { medianOf, quantileOf } from './statistics.ts';

/** Jumps of clarity (natural logarithm) that are looked at, largest first: what is small beside a pulse does not break it up. */
const JUMPS = [0.6, 0.3, 0.15, 0.07];
/** Seconds that two jumps to and fro lie apart at most, and twice as many those in the same direction. */
const APART = 1.1;
/** Swings in a row that make a pulse: fewer are an event. */
const LEAST_SWINGS = 5;
/** Seconds that they last at least: a few frames differ by chance. */
const LEAST_LENGTH = 1.1;
const LEAST_FRAMES = 12;
/** Luma levels of fine contrast below which there is nothing to be clear. */
const LEAST_SHARPNESS = 2;
/** The larger one of two neighbouring jumps is at most so many times the smaller one. */
const ALIKE = 3;
/** Share of a typical jump that the first and the last one of a pulse have at least. */
const CLEAR_END = 0.6;
/** A longer pulse of smaller jumps has at least this share of the value of one that is a part of it. */
const SAME_PULSE = 0.75;
/** The lower quartile of the jumps has at least this share of the upper one. */
const EVEN = 0.6;
/** Share of a typical jump that three of four changes between jumps stay below: otherwise clarity wanders and does not pulse. */
const CALM = 0.4;

const operator = {
  id: 'clarity-fluctuation',
  version: 2,
  title: 'Clarity that pulses',
  rationales: ['aesthetics.visual-quality.temporal-consistency.clarity-steady'],
  quantity: 'clarity lost and won again',
  unit: '%',
  source:
    'Clarity is detail at 2 px over the geometric mean of detail at 4 px and coarse structure (root mean squares of the Laplacian of 2×2 and 4×4 px means and of the steps between 16×16 px means, four tiles of native pixels). A jump is a difference of its means over 0.08 s on either side of a frame, more than half of it done in 0.045 s, while light and coarse structure stay and the camera does not whip. Median jump of at least five swings in a row (1.1 s) that go to and fro within 1.1 s, or jump again the same way after a slow return within 2.2 s, and stand out from what clarity does between them: frames that alternate between crisp and soft, or sharpness that jumps up with every key frame. A slow decay is not seen: it cannot be told from a change of focus.',
} as const;

export const clarityFluctuation: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { sharpness2 } = signals.frames.series;
    const runs = steadyRuns(signals, range).filter(
      (run) => run.to - run.from >= LEAST_FRAMES && (quantile(sharpness2, run, 0.75) ?? 0) >= LEAST_SHARPNESS,
    );
    if (runs.length === 0) {
      return { status: 'unmeasurable', reason: 'No shot here is long enough and has enough detail to judge clarity.' };
    }
    const { partial } = threshold;
    const clarity = clarityOf(signals);
    const pulses = runs.flatMap((run) => pulsesIn(signals, clarity, run));
    const events = pulses.flatMap(({ part, value }) => {
      if (value <= partial) return [];
      const length = shownSeconds(spanLengthOf(signals, part));
      const sentence = `The picture pulses between crisp and soft for ${length}: ${shownBeside(partial, value, 0)} % of its clarity comes and goes (limit ${partial} %).`;
      return [measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence, threshold })];
    });
    const value = Math.max(0, ...pulses.map((pulse) => pulse.value));
    const sentence = `Clarity pulses by at most ${shownBeside(partial, value, 0)} % (limit ${partial} %).`;
    return {
      status: 'measured',
      summary: worstOf(events) ?? measuredEvent(operator, { value, span: range, sentence, threshold }),
      events,
    };
  },
  trace: clarityTrace,
};

interface Pulse {
  readonly part: FrameRun;
  /** Percentage of clarity that comes and goes. */
  readonly value: number;
}

/** Pulses in time order; at the same time, those of larger jumps go before smaller ones, unless these are a part of them only. */
function pulsesIn(signals: Signals, clarity: Float32Array, run: FrameRun): Pulse[] {
  let pulses: Pulse[] = [];
  for (const least of JUMPS) {
    for (const pulse of pulsesOf(signals, clarity, clarityJumps(signals, clarity, run, least))) {
      const sameTime = pulses.filter(({ part }) => part.to > pulse.part.from && pulse.part.to > part.from);
      const isWhole = sameTime.every(
        ({ part, value }) => part.from >= pulse.part.from && part.to <= pulse.part.to && pulse.value > SAME_PULSE * value,
      );
      if (isWhole) pulses = [...pulses.filter((other) => !sameTime.includes(other)), pulse];
    }
  }
  return pulses.sort((a, b) => a.part.from - b.part.from);
}

/** Rows of jumps that are long enough and stand out from what clarity does between them. */
function pulsesOf(signals: Signals, clarity: Float32Array, jumps: readonly ClarityJump[]): Pulse[] {
  const rows: ClarityJump[][] = [];
  for (const jump of jumps) {
    const row = rows.at(-1);
    const before = row?.at(-1);
    if (row && before && goesOn(signals, clarity, before, jump)) row.push(jump);
    else rows.push([jump]);
  }
  return rows.flatMap((chained) => {
    const row = withoutFaintEnds(chained);
    const first = row[0];
    const last = row.at(-1);
    if (!first || !last || swingsOf(row) < LEAST_SWINGS) return [];
    const part = { from: first.frame, to: last.frame };
    if (spanLengthOf(signals, part) < LEAST_LENGTH) return [];
    const typical = typicalOf(row);
    if (unrestBetween(clarity, row) > CALM * typical || !isEven(row)) return [];
    return [{ part, value: 100 * (1 - Math.exp(-typical)) }];
  });
}

/** What goes on before and after a pulse may be a faint jump as well. */
function withoutFaintEnds(row: readonly ClarityJump[]): readonly ClarityJump[] {
  const clear = row.map(({ change }) => Math.abs(change) >= CLEAR_END * typicalOf(row));
  return row.slice(clear.indexOf(true), clear.lastIndexOf(true) + 1);
}

function typicalOf(row: readonly ClarityJump[]): number {
  return medianOf(row.map(({ change }) => Math.abs(change))) ?? 0;
}

/** Jumps back, or comes back slowly and jumps again in the same direction: a key frame does. */
function goesOn(signals: Signals, clarity: Float32Array, first: ClarityJump, second: ClarityJump): boolean {
  const { times } = signals.frames;
  const sizes = [Math.abs(first.change), Math.abs(second.change)];
  const isBack = Math.sign(first.change) !== Math.sign(second.change);
  const seconds = (times[second.frame] ?? 0) - (times[first.frame] ?? 0);
  if (Math.max(...sizes) > ALIKE * Math.min(...sizes) || seconds > (isBack ? APART : 2 * APART)) return false;
  if (isBack) return true;
  const returned = ((clarity[first.frame] ?? 0) - (clarity[second.frame - 1] ?? 0)) * Math.sign(first.change);
  return returned > Math.min(...sizes) / 2;
}

/** Are most of the jumps alike? */
function isEven(row: readonly ClarityJump[]): boolean {
  const sizes = row.map(({ change }) => Math.abs(change));
  return (quantileOf(sizes, 0.25) ?? 0) >= EVEN * (quantileOf(sizes, 0.75) ?? 0);
}

/** A slow return between two jumps in the same direction is a swing of its own. */
function swingsOf(row: readonly ClarityJump[]): number {
  return row.reduce(
    (count, { change }, i) => count + (i > 0 && Math.sign(change) === Math.sign(row[i - 1]?.change ?? 0) ? 2 : 1),
    0,
  );
}
