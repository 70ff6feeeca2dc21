import type { Signals } from '../../core/signals.ts';
import { type FrameRun, quantile, runsWhere, windowAround } from './frames.ts';
import { SortedWindow } from './sortedWindow.ts';

/*
 * Whether a frame repeats the one before it is told by the spread of the luma change over the picture (temporal information of
 * ITU-T P.910): a moving mouth or the noise of a camera keeps it up where the mean change is next to nothing.
 */

/** Seconds around a frame that tell how much the shot moves otherwise. */
const CONTEXT = 2;
/** Luma levels of spread that no moving picture stays below. */
const STILL = 0.12;
/** What a coder adds to a repetition: a share of the usual spread, and levels that it does not exceed however fast the shot is. */
const CODED = [
  { share: 0.2, levels: 0.95 },
  { share: 0.12, levels: 1.6 },
] as const;
/** The same for a picture that stands for several frames, in shots that hardly move. */
const STANDING = { share: 0.35, levels: 0.95 } as const;
/** A picture that gets darker or lighter as a whole does not repeat, whatever its spread: change as share of the usual, in levels. */
const CHANGED = { share: 0.5, most: 0.6, least: 0.25 } as const;
/** What repeats changes at most this share of what the moving frames next to it change by. */
const DIP = 0.22;
/** Spread of luma in levels below which there is no picture to repeat: a gap in the picture is something else. */
const LEAST_SPREAD = 4;
/** Temporal information below which a repeated frame is not seen as a hitch. */
export const LEAST_MOVEMENT = 1.2;
/** Seconds from which repeated frames are seen as one frozen picture, by default. */
export const SHORTEST_FREEZE = 0.25;

export interface Stillness {
  /** 1 for every frame that repeats the one before it; the first frame of a run never does. */
  readonly repeats: Uint8Array;
  /** 1 for every frame that may belong to a picture that stands: less strict, for what lasts. */
  readonly stands: Uint8Array;
  /** Median temporal information around each frame, counting moving frames only. */
  readonly movement: Float32Array;
}

/**
 * Which frames of runs repeat the one before them, judged against the movement around them.
 *
 * @param runs have no frame in common.
 */
export function stillnessOf(signals: Signals, runs: readonly FrameRun[]): Stillness {
  const { length } = signals.frames.times;
  const stillness = { repeats: new Uint8Array(length), stands: new Uint8Array(length), movement: new Float32Array(length) };
  const usualChange = new Float32Array(length);
  for (const run of runs) fillStillness(signals, run, stillness, usualChange);
  return stillness;
}

function fillStillness(
  signals: Signals,
  run: FrameRun,
  { repeats, stands, movement }: Stillness,
  usualChange: Float32Array,
): void {
  const { temporalInformation, change, lumaSpread } = signals.frames.series;
  fillMovement(signals, temporalInformation, run, movement);
  fillMovement(signals, change, run, usualChange);
  for (let frame = run.from + 1; frame < run.to; frame++) {
    const usual = movement[frame] ?? 0;
    const spread = temporalInformation[frame] ?? 0;
    const changeLimit = Math.max(CHANGED.least, Math.min(CHANGED.most, CHANGED.share * (usualChange[frame] ?? 0)));
    if ((change[frame] ?? 0) > changeLimit || (lumaSpread[frame] ?? 0) < LEAST_SPREAD) continue;
    const limits = CODED.map(({ share, levels }) => Math.min(levels, share * usual));
    repeats[frame] = spread <= Math.max(STILL, ...limits) ? 1 : 0;
    stands[frame] = spread <= Math.max(STILL, ...limits, Math.min(STANDING.levels, STANDING.share * usual)) ? 1 : 0;
  }
  for (const rest of repeatedRuns(repeats, run).filter((part) => !isDip(signals, run, part, repeats))) {
    repeats.fill(0, rest.from, rest.to);
  }
}

/** Does movement drop and come back around still frames? A subject that comes to rest moves little right before and after. */
function isDip(signals: Signals, run: FrameRun, part: FrameRun, repeats: Uint8Array): boolean {
  const inside = quantile(signals.frames.series.temporalInformation, part, 0.5) ?? 0;
  return ([-1, 1] as const).every((direction) => {
    const frame = direction < 0 ? part.from - 1 : part.to;
    const beside = movementBeside(signals, run, { frame, direction, repeats });
    return beside === null || inside <= DIP * beside;
  });
}

/** Frames that tell how much a shot moves next to a place, and how far away in seconds they may be. */
const NEIGHBOURS = 4;
const NEXT_TO = 0.5;

/**
 * Median temporal information of the nearest frames that do not repeat, before (`direction` −1) or after a place; `null` where the
 * run ends first.
 *
 * @param frame the nearest frame of the place's surroundings.
 */
export function movementBeside(
  signals: Signals,
  run: FrameRun,
  { frame, direction, repeats }: { readonly frame: number; readonly direction: 1 | -1; readonly repeats: Uint8Array },
): number | null {
  const { times, series } = signals.frames;
  const values: number[] = [];
  // The first frame of a run changes from another shot.
  for (let i = frame; i > run.from && i < run.to && values.length < NEIGHBOURS; i += direction) {
    if (values.length > 0 && Math.abs((times[i] ?? 0) - (times[frame] ?? 0)) > NEXT_TO) break;
    if (repeats[i] !== 1) values.push(series.temporalInformation[i] ?? 0);
  }
  return values.length === 0 ? null : (values.sort((a, b) => a - b)[values.length >> 1] ?? null);
}

/** The runs of repeated frames in `run`. */
export function repeatedRuns(repeats: Uint8Array, run: FrameRun): FrameRun[] {
  return runsWhere(run, (frame) => repeats[frame] === 1);
}

/** The usual value around each frame of a run; where nothing moves, that of the nearest place before (else after) that does. */
function fillMovement(signals: Signals, series: Float32Array, run: FrameRun, movement: Float32Array): void {
  const inner = { from: run.from + 1, to: run.to };
  const window = new SortedWindow(series);
  let last = 0;
  for (let frame = inner.from; frame < inner.to; frame++) {
    window.moveTo(windowAround(signals, inner, frame, CONTEXT, 8));
    const usual = usualOf(window);
    if (usual > 2 * STILL) last = usual;
    movement[frame] = last;
  }
  let next = 0;
  for (let frame = inner.to - 1; frame >= inner.from; frame--) {
    if (movement[frame] === 0) movement[frame] = next;
    else next = movement[frame] ?? 0;
  }
}

/** The typical value of the moving frames: still ones, however many, do not lower it. */
function usualOf(window: SortedWindow): number {
  return window.quantileAbove(0.2 * (window.quantile(0.9) ?? 0), 0.5) ?? 0;
}
