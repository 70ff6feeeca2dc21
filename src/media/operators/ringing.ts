import type { Signals } from '../../core/signals.ts';
import { shownBeside, shownSeconds } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { sampleRuns, samplesWhere, sampleTrace, spanOfSamples, sustainedHighest, tileValues } from './tileSamples.ts';

/** Sides of edges that it takes to speak of a picture. */
const LEAST_SIDES = 24;
/** Samples on either side that a value is read over as well: 1.25 s. */
const REACH = 2;
/** Samples that halos last at least. */
const LEAST_SAMPLES = 2;

const operator = {
  id: 'ringing',
  version: 1,
  title: 'Halos along edges',
  rationales: ['aesthetics.visual-quality.rendering-quality.no-halos'],
  quantity: 'overshoot of strong edges, of their height',
  unit: '%',
  source:
    'Where an edge of at least 40 luma levels meets a flat area 5…10 px away (rows and columns of native pixels in nine tiles, four times a second, black and white left out): how far its end goes beyond the level of that area, as share of its height; weighted median of the tiles over 1.25 s. Sharpening of soft or finely textured pictures leaves no such places and is not seen.',
} as const;

export const ringing: FaultOperator = {
  ...operator,
  measure({ signals, range }, threshold) {
    const { partial } = threshold;
    const readings = sampleRuns(signals, range).map((run) => ({
      run,
      values: Array.from({ length: run.to - run.from }, (_, i) =>
        haloOf(signals, Math.max(run.from, run.from + i - REACH), Math.min(run.to, run.from + i + REACH + 1)),
      ),
    }));
    const highest = readings.flatMap(({ values }) => sustainedHighest(values) ?? []);
    if (highest.length === 0) {
      return {
        status: 'unmeasurable',
        reason: 'No strong edges against flat areas, along which halos could be told from texture.',
      };
    }
    const value = Math.max(...highest);
    const events = readings.flatMap(({ run, values }) =>
      samplesWhere(run, (sample) => (values[sample - run.from] ?? 0) > partial)
        .filter(({ from, to }) => to - from >= Math.min(LEAST_SAMPLES, run.to - run.from))
        .map((part) => {
          const worst = Math.max(...values.slice(part.from - run.from, part.to - run.from).map((halo) => halo ?? 0));
          const span = spanOfSamples(signals, part, range);
          const sentence = `Edges carry halos for ${shownSeconds(span.end - span.start)}: they overshoot by ${shownBeside(partial, worst, 0)} % of their height (limit ${partial} %).`;
          return measuredEvent(operator, { value: worst, span, sentence, threshold });
        }),
    );
    const sentence = `Strong edges overshoot by at most ${shownBeside(partial, Math.max(0, value), 0)} % of their height (limit ${partial} %).`;
    return {
      status: 'measured',
      summary: worstOf(events) ?? measuredEvent(operator, { value, span: range, sentence, threshold }),
      events,
    };
  },
  trace: ({ signals, range }) =>
    sampleTrace(signals, range, (sample) => haloOf(signals, Math.max(0, sample - REACH), sample + REACH + 1)),
};

/** Weighted median in percent of what the tiles of the samples `from` ≤ i < `to` show; `null` with too few edges. */
function haloOf(signals: Signals, from: number, to: number): number | null {
  const halos = tileValues(signals, 'halo', { from, to });
  const sides = tileValues(signals, 'haloSides', { from, to });
  const order = [...halos.keys()]
    .filter((i) => !Number.isNaN(halos[i] ?? Number.NaN))
    .sort((a, b) => (halos[a] ?? 0) - (halos[b] ?? 0));
  const all = order.reduce((sum, i) => sum + (sides[i] ?? 0), 0);
  if (all < LEAST_SIDES) return null;
  let passed = 0;
  for (const i of order) {
    passed += sides[i] ?? 0;
    if (2 * passed >= all) return 100 * (halos[i] ?? 0);
  }
  return null;
}
