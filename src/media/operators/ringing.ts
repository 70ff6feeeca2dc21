import type { Signals } from '../../core/signals.ts';
import { overlap, type TimeSpan } from '../../core/time.ts';
import { clarityOf } from './clarity.ts';
import { clarityJumps, shareBeside, whilesBetween } from './clarityJumps.ts';
import { type FrameRun, shownBeside, shownSeconds, spanLengthOf, spanOf, spanWithin, steadyRuns } from './frames.ts';
import { type FaultOperator, measuredEvent, worstOf } from './operator.ts';
import { sampleRuns, samplesWhere, spanOfSamples, sustainedHighest, tileTrace, tileValues } from './tileSamples.ts';

/** Sides of edges that it takes to speak of a picture. */
const LEAST_SIDES = 24;
/** Samples on either side that a value is read over as well: 1.25 s. */
const REACH = 2;
/** Samples that halos last at least. */
const LEAST_SAMPLES = 2;
/** Change of clarity (natural logarithm) at both ends of a while that is looked at, and seconds that it lasts. */
const LEAST_JUMP = 0.1;
const SHORTEST = 0.5;
const LONGEST = 10;
/** Overshoot in percent that comes with twice as much fine detail where edges stand free, by our own measurement. */
const HALO_OF_GAIN = 12;
/** Outlines and texture overshoot as well, but do not come and go within a shot: halos that do count by so many times. */
const COMING_AND_GOING = 1.5;
/** Noise grows no more than so many times as much as fine detail: otherwise noise is what comes and goes. */
const AS_NOISY = 1.5;

const operator = {
  id: 'ringing',
  version: 4,
  title: 'Halos along edges',
  rationales: ['aesthetics.visual-quality.rendering-quality.no-halos'],
  quantity: 'overshoot of strong edges, of their height',
  unit: '%',
  source:
    'Where an edge of at least 40 luma levels meets a flat area 5…10 px away (rows and columns of native pixels in nine tiles, four times a second, black and white left out): how far its end goes beyond the level of that area, as share of its height; weighted median of the tiles over 1.25 s. Where clarity (detail at 2 px over the geometric mean of detail at 4 px and coarse contrast) jumps up and within 10 s down again as far, noise grows no more than detail and the overshoot does not shrink, the picture is sharpened for a while: on top of the overshoot outside, one and a half times what the overshoot grows by, or what sharpening adds where it cannot be measured (12 % for each time that fine detail is added to itself), whichever is more. Sharpening of a whole clip that is soft or finely textured leaves no such places and is not seen.',
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
    const whiles = sharpenedWhiles(signals, range);
    const highest = [...readings.flatMap(({ values }) => sustainedHighest(values) ?? []), ...whiles.map((part) => part.value)];
    if (highest.length === 0) {
      return {
        status: 'unmeasurable',
        reason: 'No strong edges against flat areas, along which halos could be told from texture.',
      };
    }
    const value = Math.max(...highest);
    const sharpened = whiles
      .filter((part) => part.value > partial)
      .map((part) => {
        const length = shownSeconds(spanLengthOf(signals, part));
        const sentence = `The picture is sharpened for ${length}: halos of about ${shownBeside(partial, part.value, 0)} % of the height of edges come and go with it, what is new in them weighted by half as much again (limit ${partial} %).`;
        return measuredEvent(operator, { value: part.value, span: spanWithin(signals, part, range), sentence, threshold });
      });
    const others = readings.flatMap(({ run, values }) =>
      samplesWhere(run, (sample) => (values[sample - run.from] ?? 0) > partial)
        .filter(({ from, to }) => to - from >= Math.min(LEAST_SAMPLES, run.to - run.from))
        .map((part) => {
          const worst = Math.max(...values.slice(part.from - run.from, part.to - run.from).map((halo) => halo ?? 0));
          const span = spanOfSamples(signals, part, range);
          const sentence = `Edges carry halos for ${shownSeconds(span.end - span.start)}: they overshoot by ${shownBeside(partial, worst, 0)} % of their height (limit ${partial} %).`;
          return measuredEvent(operator, { value: worst, span, sentence, threshold });
        }),
    );
    const isNew = (span: TimeSpan) => sharpened.every(({ measurement }) => !overlap(measurement.span, span));
    const events = [...sharpened, ...others.filter(({ measurement }) => isNew(measurement.span))].sort(
      (a, b) => a.measurement.span.start - b.measurement.span.start,
    );
    const sentence = `Strong edges overshoot by at most ${shownBeside(partial, Math.max(0, value), 0)} % of their height (limit ${partial} %).`;
    return {
      status: 'measured',
      summary: worstOf(events) ?? measuredEvent(operator, { value, span: range, sentence, threshold }),
      events,
    };
  },
  trace: ({ signals, range }) =>
    tileTrace(signals, range, (sample) => haloOf(signals, Math.max(0, sample - REACH), sample + REACH + 1)),
};

interface Sharpened extends FrameRun {
  readonly value: number;
}

/** Whiles in which the picture is suddenly crisper than before and after, and halos do not shrink; with the halos in them. */
function sharpenedWhiles(signals: Signals, range: TimeSpan): Sharpened[] {
  const { sharpness, noise } = signals.frames.series;
  const clarity = clarityOf(signals);
  return steadyRuns(signals, range).flatMap((run) => {
    const jumps = clarityJumps(signals, clarity, run, LEAST_JUMP);
    return whilesBetween(signals, clarity, jumps, { direction: 1, longest: LONGEST }).flatMap((part) => {
      if (spanLengthOf(signals, part) < SHORTEST) return [];
      const [inside, outside] = halosOf(signals, run, part);
      if (inside !== null && outside !== null && inside <= outside) return [];
      const gain = shareBeside(signals, run, part, sharpness);
      if (shareBeside(signals, run, part, noise) > AS_NOISY * gain) return [];
      const before = Math.max(0, outside ?? 0);
      const added = Math.max((inside ?? 0) - before, HALO_OF_GAIN * (gain - 1));
      return [{ ...part, value: before + COMING_AND_GOING * added }];
    });
  });
}

/** Halos in a while and in the rest of its shot. */
function halosOf(signals: Signals, run: FrameRun, part: FrameRun): [number | null, number | null] {
  const whole = spanOf(signals, run);
  const span = spanOf(signals, part);
  const inside: number[] = [];
  const outside: number[] = [];
  for (const [sample, time] of signals.tiles.times.entries()) {
    if (time < whole.start - 1e-6 || time >= whole.end - 1e-6) continue;
    (time >= span.start - 1e-6 && time < span.end - 1e-6 ? inside : outside).push(sample);
  }
  return [haloOfSamples(signals, inside), haloOfSamples(signals, outside)];
}

/** Weighted median in percent of what the tiles of the samples `from` ≤ i < `to` show; `null` with too few edges. */
function haloOf(signals: Signals, from: number, to: number): number | null {
  return haloOfSamples(
    signals,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}

function haloOfSamples(signals: Signals, samples: readonly number[]): number | null {
  const values = (name: 'halo' | 'haloSides') =>
    samples.flatMap((sample) => [...tileValues(signals, name, { from: sample, to: sample + 1 })]);
  const halos = values('halo');
  const sides = values('haloSides');
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
