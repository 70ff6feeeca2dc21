import type { Signals } from '../../core/signals.ts';
import { clarityOf, clarityTrace, type Swing, swingsIn } from './clarity.ts';
import { type FrameRun, quantile, shownBeside, shownSeconds, spanLengthOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';

/**
 * Changes of clarity (natural logarithm) from one turning point to the next that are looked at, largest first: what is small
 * beside a pulse does not break it up.
 */
const SWINGS = [0.6, 0.3, 0.15, 0.07];
/** Seconds that the faster of two neighbouring swings takes at most, and that two of them take: a lens is slower. */
const SUDDEN = 0.11;
const PERIOD = 2.2;
/** Swings in a row that make a pulse: fewer are an event. */
const LEAST_SWINGS = 5;
/** Seconds that they last at least: a few frames differ by chance. */
const LEAST_LENGTH = 1.1;
const LEAST_FRAMES = 12;
/** Luma levels of fine contrast below which there is nothing to be clear. */
const LEAST_SHARPNESS = 2;
/** Coarse contrast keeps this share of itself in a pulse, and the picture its light to so many levels: otherwise it is no blur. */
const KEPT_STRUCTURE = 0.85;
const SAME_LIGHT = 6;
/** Movement per frame, as share of the picture size, that blurs by itself. */
const FAST = 0.012;

const operator = {
  id: 'clarity-fluctuation',
  version: 1,
  title: 'Clarity that pulses',
  rationales: ['aesthetics.visual-quality.temporal-consistency.clarity-steady'],
  quantity: 'clarity lost and won again',
  unit: '%',
  source:
    'Clarity is detail at 2 px over the geometric mean of detail at 4 px and coarse structure (root mean squares of the Laplacian of 2×2 and 4×4 px means and of the steps between 16×16 px means, four tiles of native pixels). Median swing of at least five in a row (1.1 s) of which every second one takes 0.11 s at most and two together 2.2 s, while light and coarse structure stay and the camera does not whip: frames that alternate between crisp and soft, or sharpness that jumps up with every key frame. A slow decay is not seen: it cannot be told from a change of focus.',
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
    const pulses = runs.flatMap((run) => pulsesIn(signals, run));
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

/** Pulses in time order; those of larger swings hide smaller ones at the same time. */
function pulsesIn(signals: Signals, run: FrameRun): Pulse[] {
  const clarity = clarityOf(signals);
  const pulses: Pulse[] = [];
  for (const least of SWINGS) {
    for (const pulse of pulsesOf(signals, swingsIn(clarity, run, least))) {
      const isNew = pulses.every(({ part }) => part.to <= pulse.part.from || pulse.part.to <= part.from);
      if (isNew) pulses.push(pulse);
    }
  }
  return pulses.sort((a, b) => a.part.from - b.part.from);
}

/** Rows of sudden swings that are long enough. */
function pulsesOf(signals: Signals, swings: readonly Swing[]): Pulse[] {
  const rows: Swing[][] = [];
  let before: Swing | null = null;
  for (const swing of swings) {
    const goesOn = before !== null && isPulse(signals, before, swing);
    const row = rows.at(-1);
    if (row && row.at(-1) === before && goesOn) row.push(swing);
    else rows.push([swing]);
    before = swing;
  }
  return rows.flatMap((row) => {
    const first = row[0];
    const last = row.at(-1);
    if (!first || !last || row.length < LEAST_SWINGS) return [];
    const changes = Float32Array.from(row, ({ change }) => Math.abs(change));
    const typical = quantile(changes, { from: 0, to: changes.length }, 0.5) ?? 0;
    const part = { from: first.leaves + 1, to: last.arrives };
    if (spanLengthOf(signals, part) < LEAST_LENGTH) return [];
    return [{ part, value: 100 * (1 - Math.exp(-typical)) }];
  });
}

/** Two swings, one back after the other, of which one is too sudden for a lens. */
function isPulse(signals: Signals, first: Swing, second: Swing): boolean {
  const { times, series } = signals.frames;
  const between = (from: number, to: number) => (times[to] ?? 0) - (times[from] ?? 0);
  // Where frames are far apart, from one to the next is as sudden as it gets.
  const isSudden = ({ leaves, arrives }: Swing) => arrives - leaves <= 1 || between(leaves, arrives) <= SUDDEN;
  if ((!isSudden(first) && !isSudden(second)) || between(first.leaves, second.arrives) > PERIOD) return false;
  const larger = Math.max(Math.abs(first.change), Math.abs(second.change));
  if (Math.min(Math.abs(first.change), Math.abs(second.change)) < larger / 3) return false;
  const range = (values: Float32Array) => {
    const part = values.subarray(first.leaves, second.arrives + 1);
    return { low: Math.min(...part), high: Math.max(...part) };
  };
  const structure = range(series.structure);
  const light = range(series.lumaMean);
  if (structure.low < KEPT_STRUCTURE * structure.high || light.high - light.low > SAME_LIGHT) return false;
  for (let frame = first.leaves + 1; frame <= second.arrives; frame++) {
    if (Math.hypot(series.panX[frame] ?? 0, series.panY[frame] ?? 0) > FAST) return false;
  }
  return true;
}
