import type { Signals } from '../../core/signals.ts';
import { type FrameRun, shown, shownBeside, shownSeconds, spanLengthOf, spanWithin, steadyRuns, windowAround } from './frames.ts';
import { type FaultOperator, measuredEvent, type OperatorContext, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';

/** Longest flash: two frames, or so many seconds where frames are shorter. */
const LONGEST_FRAMES = 2;
const LONGEST_SECONDS = 0.1;
/** Share of the jump by which the picture may fail to come back. */
const RETURN = 0.35;
/** Every frame of a flash is at least this share as far away as its farthest. */
const HELD = 0.5;
/** Jumps this near each other (seconds) and this alike are a light that flashes more than once. */
const TOGETHER = 0.75;
const ALIKE = 0.5;
const REPEATED = 3;
/** Other steps in the second around a flash are at most this share of it: else light or picture is restless, and flickers. */
const ALONE = 0.5;
/** Brighter by more percent than this is a flash of light and not of the picture. */
const LIGHT = 20;
/** A lamp leaves part of the picture dark; here a quarter of it must rise by at least this share of what the middle rises by. */
const EVENNESS = 0.2;
/** Smaller jumps, in levels, are not looked at. */
const LEAST_LEVELS = 0.5;
/** 99th percentile of luma below which a frame is black, which is another fault. */
const BLACK = 24;

const operator = {
  id: 'flashes',
  version: 1,
  title: 'Colour flashes',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-colour-flashes'],
  quantity: 'jump of brightness and tint that returns at once',
  unit: '% of the range',
  source:
    'Distance of the medians over 144 picture cells of luma, Cb and Cr to the frames before and after, in percent of the 256 levels, where one or two frames (at most 0.1 s) leave and the picture comes back to within 35 % of the jump. Steps within 0.5 s of it must be less than half as large. Black frames, three and more alike within 0.75 s (a strobe), brighter by more than 20 % (a flash gun, lightning) and light that leaves a quarter of the picture dark do not count.',
} as const;

export const flashes: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= 4);
    if (runs.length === 0) return { status: 'unmeasurable', reason: 'Too few frames in one shot to tell a flash from a change.' };
    const found = runs.flatMap((run) => flashesIn(signals, run));
    const faults = found.filter((flash) => !flash.meant && flash.value > partial);
    const events = faults.map((flash) => {
      const length = shownSeconds(spanLengthOf(signals, flash));
      const sentence = `The whole picture ${flash.manner} for ${length} and comes back: a jump of ${shownBeside(partial, flash.value)} % of the range (limit ${partial} %).`;
      return measuredEvent(operator, { value: flash.value, span: spanWithin(signals, flash, range), sentence, threshold });
    });
    const worst = worstOf(events);
    const rest = found.filter((flash) => !flash.meant).reduce((most, { value }) => Math.max(most, value), 0);
    const meant = found.filter((flash) => flash.meant && flash.value > partial).length;
    const note = meant > 0 ? ` ${meant === 1 ? 'One flash' : `${meant} flashes`} of light did not count.` : '';
    const sentence = worst
      ? `${events.length === 1 ? 'One flash' : `${events.length} flashes`} of the whole picture, by up to ${shown(worst.measurement.value)} % of the range (limit ${partial} %).`
      : `No flash of the whole picture: nothing jumps and returns by more than ${shownBeside(partial, rest)} % of the range (limit ${partial} %).`;
    return {
      status: 'measured',
      summary: measuredEvent(operator, {
        value: worst?.measurement.value ?? rest,
        span: worst?.measurement.span ?? range,
        sentence: sentence + note,
        threshold,
      }),
      events,
    };
  },
  trace({ signals, range }: OperatorContext) {
    const values = new Float32Array(signals.frames.times.length);
    for (const run of steadyRuns(signals, range)) {
      for (const flash of flashesIn(signals, run)) values.fill(flash.value, flash.from, flash.to);
    }
    return frameTrace(signals, range, values);
  },
};

interface Flash extends FrameRun {
  /** Percent of the range. */
  readonly value: number;
  /** Whether it is light in the scene. */
  readonly meant: boolean;
  /** What it does, for the sentence. */
  readonly manner: string;
}

function flashesIn(signals: Signals, run: FrameRun): Flash[] {
  const jumps: Flash[] = [];
  for (let frame = run.from + 1; frame < run.to - 1; frame++) {
    const jump = jumpAt(signals, run, frame);
    if (!jump) continue;
    jumps.push(jump);
    frame = jump.to;
  }
  return jumps
    .filter((jump) => standsAlone(signals, run, jumps, jump))
    .map((jump) => ({ ...jump, meant: jump.meant || isRepeated(signals, jumps, jump) }));
}

/** The shortest flash that starts at `frame`, if one does. */
function jumpAt(signals: Signals, run: FrameRun, frame: number): Flash | null {
  const { times, series } = signals.frames;
  const away = { luma: 0, blue: 0, red: 0 };
  const course: number[] = [];
  let largest = 0;
  let brighter = 0;
  for (let at = frame; at < run.to; at++) {
    const step = stepAt(signals, at);
    away.luma += step.luma;
    away.blue += step.blue;
    away.red += step.red;
    const distance = sizeOf(away);
    if (at > frame && distance <= RETURN * largest) {
      const held = course.every((value) => value >= HELD * largest);
      // The jump back tells as well: noise and movement rarely agree on both.
      const size = Math.min(largest, Math.max(sizeOf(step), HELD * largest));
      const meant = brighter > (LIGHT * 255) / 100 || isLamp(signals, frame);
      return held ? { from: frame, to: at, value: (size * 100) / 255, meant, manner: mannerOf(stepAt(signals, frame)) } : null;
    }
    course.push(distance);
    largest = Math.max(largest, distance);
    brighter = Math.max(brighter, away.luma);
    const seconds = (times[at + 1] ?? Number.POSITIVE_INFINITY) - (times[frame] ?? 0);
    const tooLong = at + 1 - frame > LONGEST_FRAMES && seconds > LONGEST_SECONDS;
    if (tooLong || largest < LEAST_LEVELS || (series.lumaHigh[at] ?? 0) < BLACK) return null;
  }
  return null;
}

function stepAt({ frames: { series } }: Signals, frame: number): Jump {
  return { luma: series.lumaStep[frame] ?? 0, blue: series.blueStep[frame] ?? 0, red: series.redStep[frame] ?? 0 };
}

function sizeOf({ luma, blue, red }: Jump): number {
  return Math.hypot(luma, blue, red);
}

/** Whether what gets brighter leaves part of the picture as dark as it was. */
function isLamp(signals: Signals, frame: number): boolean {
  const step = stepAt(signals, frame);
  return mostlyLuma(step) && step.luma > 0 && (signals.frames.series.lumaFall[frame] ?? 0) < EVENNESS * step.luma;
}

/** Whether the half second to either side holds no step that is nearly as large, other than those of flashes. */
function standsAlone(signals: Signals, run: FrameRun, jumps: readonly FrameRun[], flash: Flash): boolean {
  const window = windowAround(signals, { from: run.from + 1, to: run.to }, flash.from, 1, 8);
  const most = (ALONE * flash.value * 255) / 100;
  for (let frame = window.from; frame < window.to; frame++) {
    if (jumps.some(({ from, to }) => frame >= from && frame <= to)) continue;
    if (sizeOf(stepAt(signals, frame)) > most) return false;
  }
  return true;
}

function isRepeated(signals: Signals, jumps: readonly Flash[], one: Flash): boolean {
  const { times } = signals.frames;
  const alike = jumps.filter(
    ({ from, value }) =>
      Math.abs((times[from] ?? 0) - (times[one.from] ?? 0)) <= TOGETHER &&
      value >= ALIKE * one.value &&
      value * ALIKE <= one.value,
  );
  return alike.length >= REPEATED;
}

interface Jump {
  readonly luma: number;
  readonly blue: number;
  readonly red: number;
}

function mostlyLuma({ luma, blue, red }: Jump): boolean {
  return Math.abs(luma) > 1.5 * Math.hypot(blue, red);
}

function mannerOf(jump: Jump): string {
  if (mostlyLuma(jump)) return jump.luma > 0 ? 'turns brighter' : 'turns darker';
  const { blue, red } = jump;
  if (red > 0.5 * Math.abs(blue)) return blue > 0.5 * red ? 'turns purple' : blue < -0.5 * red ? 'turns orange' : 'turns red';
  if (red < -0.5 * Math.abs(blue)) return blue > -0.5 * red ? 'turns cyan' : 'turns green';
  return blue > 0 ? 'turns blue' : 'turns yellow';
}
