import type { Signals } from '../../core/signals.ts';
import {
  type FrameRun,
  quantile,
  runsWhere,
  shownBeside,
  shownSeconds,
  spanLengthOf,
  spanWithin,
  steadyRuns,
  windowAround,
} from './frames.ts';
import { type FaultOperator, measuredEvent } from './operator.ts';

/** Seconds around a frame that tell how sharp the shot is otherwise. */
const CONTEXT = 4;
/** Seconds within which sharpness falls (or comes back) when it is sudden; a focus pull takes longer. */
const SUDDEN = 0.1;
const LEAST_FRAMES = 8;
/** Seconds that the loss lasts at least. */
const LEAST_LENGTH = 0.1;
/** Luma levels of coarse contrast below which there is nothing to be sharp. */
const LEAST_STRUCTURE = 5;
/** Luma levels of fine contrast that count as no sharpness at all. */
const LEAST_SHARPNESS = 0.5;
/** Coarse contrast must stay above this share of its level: otherwise something else came into the picture. */
const KEPT_STRUCTURE = 0.45;
/** Fine over coarse contrast falls at least to this share: it does when focus goes, not when a flat object comes in. */
const LOST_RATIO = 0.65;
/** Energy that noise of sigma 1 may leave behind its compensation; a level of sharpness this uncertain is no yardstick. */
const NOISE_DOUBT = 11;
/** Sharpness on the good side of a sudden loss, against the bad side. */
const STEP = 1.4;
/** Movement per frame, as share of the picture size, that blurs by itself. */
const FAST = 0.02;

const operator = {
  id: 'sharpness-loss',
  version: 1,
  title: 'Sudden loss of sharpness',
  rationales: ['cinematography.lens.focus.no-sudden-focus-loss'],
  quantity: 'sharpness left, of the shot’s own level',
  unit: '%',
  source:
    'Root mean square of the Laplacian of native pixels at the centre of the picture, noise taken out, against its upper quartile over the 4 s around it in the same shot. Counts when it falls or returns within 0.1 s, lasts 0.1 s, coarse contrast (16×16 px means) stays, and the camera does not whip.',
} as const;

export const sharpnessLoss: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const runs = steadyRuns(signals, range).filter(({ from, to }) => to - from >= LEAST_FRAMES);
    const readings = runs.flatMap((run) => {
      const reading = read(signals, run);
      return reading ? [{ run, ...reading }] : [];
    });
    if (readings.length === 0) {
      return {
        status: 'unmeasurable',
        reason: 'No shot here is long enough and has enough detail at its centre to judge focus.',
      };
    }
    const losses = readings.flatMap(({ run, left, isLoss }) =>
      runsWhere(run, (frame) => isLoss(frame, partial))
        .filter((part) => spanLengthOf(signals, part) >= LEAST_LENGTH - 1e-6 && isSudden(signals, run, part))
        .map((part) => ({ part, value: lowest(left, part) })),
    );
    const events = losses.map(({ part, value }) => {
      const length = shownSeconds(spanLengthOf(signals, part));
      const sentence = `The picture suddenly goes soft for ${length}: ${shownBeside(partial, value, 0)} % of its sharpness is left (limit ${partial} %).`;
      return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence, threshold });
    });
    const worst = losses.length > 0 ? losses.reduce((a, b) => (b.value < a.value ? b : a)) : null;
    if (worst) {
      const sentence = `Sharpness suddenly drops to ${shownBeside(partial, worst.value, 0)} % of the shot’s own level (limit ${partial} %).`;
      const summary = measuredEvent(operator, {
        value: worst.value,
        span: spanWithin(signals, worst.part, range),
        sentence,
        threshold,
      });
      return { status: 'measured', summary, events };
    }
    return {
      status: 'measured',
      summary: measuredEvent(operator, {
        value: 100,
        span: range,
        sentence: 'No sudden loss of sharpness within a shot.',
        threshold,
      }),
      events,
    };
  },
};

/** Sharpness left in percent for every frame of a run; `null` when there is too little contrast to judge. */
function read(signals: Signals, run: FrameRun): { left: Float32Array; isLoss: (frame: number, limit: number) => boolean } | null {
  const { sharpness, structure, noise, panX, panY } = signals.frames.series;
  const typicalStructure = quantile(structure, run, 0.5) ?? 0;
  if (typicalStructure < LEAST_STRUCTURE) return null;
  const certain = sharpness.map((value, i) => Math.sqrt(Math.max(0, value * value - NOISE_DOUBT * (noise[i] ?? 0) ** 2)));
  const left = new Float32Array(sharpness.length);
  const lost = new Uint8Array(sharpness.length);
  for (let frame = run.from; frame < run.to; frame++) {
    const context = windowAround(signals, run, frame, CONTEXT, LEAST_FRAMES);
    const usualSharpness = upperQuartile(certain, context, (i) => (noise[i] ?? 0) <= 2 * (noise[frame] ?? 0) + 1);
    const usualStructure = quantile(structure, context, 0.75) ?? 0;
    const sharp = (sharpness[frame] ?? 0) / Math.max(usualSharpness, LEAST_SHARPNESS);
    const coarse = (structure[frame] ?? 0) / Math.max(usualStructure, LEAST_STRUCTURE);
    left[frame] = 100 * sharp;
    const moving = frame > run.from && Math.hypot(panX[frame] ?? 0, panY[frame] ?? 0) > FAST;
    lost[frame] = coarse > KEPT_STRUCTURE && sharp < LOST_RATIO * coarse && !moving ? 1 : 0;
  }
  return { left, isLoss: (frame, limit) => (left[frame] ?? 100) < limit && lost[frame] === 1 };
}

function upperQuartile(values: Float32Array, { from, to }: FrameRun, isComparable: (frame: number) => boolean): number {
  const comparable: number[] = [];
  for (let i = from; i < to; i++) if (isComparable(i)) comparable.push(values[i] ?? 0);
  comparable.sort((a, b) => a - b);
  return comparable[Math.floor(0.75 * comparable.length)] ?? 0;
}

/** Does sharpness fall to the loss, or come back from it, within a moment? At the ends of a shot only one of the two can be seen. */
function isSudden(signals: Signals, run: FrameRun, part: FrameRun): boolean {
  const before = part.from > run.from ? stepsUp(signals, run, part.from, -1) : null;
  const after = part.to < run.to ? stepsUp(signals, run, part.to - 1, 1) : null;
  return before ?? after ?? false;
}

/** Is the shot clearly sharper a moment away from `frame` in the given direction? */
function stepsUp(signals: Signals, run: FrameRun, frame: number, direction: 1 | -1): boolean {
  const { times, series } = signals.frames;
  const enough = STEP * (series.sharpness[frame] ?? 0);
  for (let i = frame; i >= run.from && i < run.to; i += direction) {
    if (Math.abs((times[i] ?? 0) - (times[frame] ?? 0)) > SUDDEN) return false;
    if ((series.sharpness[i] ?? 0) >= enough) return true;
  }
  return false;
}

function lowest(values: Float32Array, { from, to }: FrameRun): number {
  return values.subarray(from, to).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}
