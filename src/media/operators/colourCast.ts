import type { Signals } from '../../core/signals.ts';
import { colourTemperature } from './colourTemperature.ts';
import { type FrameRun, shown, spanWithin, steadyRuns, windowAround } from './frames.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator, worstOf } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

/** Share of the picture that must be nearly neutral to read a cast from it. */
const LEAST_NEUTRAL = 0.03;
/** Seconds over which the cast is taken. */
const WINDOW = 0.5;
const LEAST_FRAMES = 5;
/** Levels from which a drift within a shot is worth a look, and from which a cast is named. */
const NOTABLE_DRIFT = 6;
const NAMED = 2;

const operator = {
  id: 'colour-cast',
  version: 1,
  title: 'Colour cast',
  quantity: 'drift of the colour cast within a shot',
  unit: 'levels',
  source:
    'Cast: mean Cb and Cr of the nearly neutral pixels (luma 40…235, at most 24 levels from neutral; at least 3 % of the picture), median over 0.5 s. Value: how far it gets, within a shot, from where the shot begins, in levels of 128. In kelvin: McCamy’s approximation of the correlated colour temperature on an sRGB display, whose white is 6500 K.',
  proxyFor: ['aesthetics.chromaticity.harmony.cast-steady'],
} as const;

export const colourCast: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const courses = coursesIn(context);
    const [first] = courses;
    if (!first)
      return { status: 'unmeasurable', reason: 'Too little in the picture is nearly neutral to read a colour cast from it.' };
    const drifts = courses.map((course) => {
      const [start] = course.casts;
      const farthest = course.casts.reduce((a, b) => (distance(b, start) > distance(a, start) ? b : a));
      return { course, farthest, value: distance(farthest, start) };
    });
    const events = drifts
      .filter(({ value }) => value >= NOTABLE_DRIFT)
      .map(({ course, farthest, value }) => {
        const [start] = course.casts;
        const sentence = `The colour cast drifts by ${shown(value)} levels within the shot, from ${castName(start)} to ${castName(farthest)}.`;
        const part = { from: start.frame, to: farthest.frame + 1 };
        return measuredEvent(operator, { value, span: spanWithin(signals, part, range), sentence });
      });
    const usual = usualCast(courses.flatMap(({ casts }) => casts));
    const value = drifts.reduce((most, drift) => Math.max(most, drift.value), 0);
    const sentence = `The colour cast is ${castName(usual)} and drifts by at most ${shown(value)} levels within a shot.`;
    const span = worstOf(events)?.measurement.span ?? spanWithin(signals, first.run, range);
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace(context) {
    const values = new Float32Array(context.signals.frames.times.length).fill(Number.NaN);
    for (const { casts } of coursesIn(context)) for (const cast of casts) values[cast.frame] = distance(cast, casts[0]);
    return frameTrace(context.signals, context.range, values);
  },
};

interface Cast {
  readonly frame: number;
  readonly luma: number;
  readonly blue: number;
  readonly red: number;
}

interface CastCourse {
  readonly run: FrameRun;
  readonly casts: readonly [Cast, ...Cast[]];
}

function coursesIn({ signals, range }: OperatorContext): CastCourse[] {
  const { neutralShare } = signals.frames.series;
  return steadyRuns(signals, range)
    .filter(({ from, to }) => to - from >= LEAST_FRAMES)
    .flatMap((run) => {
      const casts: Cast[] = [];
      for (let frame = run.from; frame < run.to; frame++) {
        if ((neutralShare[frame] ?? 0) >= LEAST_NEUTRAL) casts.push(castAround(signals, run, frame));
      }
      const [first, ...rest] = casts;
      return first && casts.length >= (run.to - run.from) / 2 ? [{ run, casts: [first, ...rest] }] : [];
    });
}

function castAround(signals: Signals, run: FrameRun, frame: number): Cast {
  const { neutralBlue, neutralRed, neutralLuma, neutralShare } = signals.frames.series;
  const window = windowAround(signals, run, frame, WINDOW, LEAST_FRAMES);
  const middle = (series: Float32Array) =>
    medianOf(series.slice(window.from, window.to).filter((_, i) => (neutralShare[window.from + i] ?? 0) >= LEAST_NEUTRAL)) ?? 0;
  return { frame, luma: middle(neutralLuma), blue: middle(neutralBlue), red: middle(neutralRed) };
}

function usualCast(casts: readonly Cast[]): Omit<Cast, 'frame'> {
  const middle = (of: (cast: Cast) => number) => medianOf(casts.map(of)) ?? 0;
  return { luma: middle(({ luma }) => luma), blue: middle(({ blue }) => blue), red: middle(({ red }) => red) };
}

function distance(one: Pick<Cast, 'blue' | 'red'>, other: Pick<Cast, 'blue' | 'red'>): number {
  return Math.hypot(one.blue - other.blue, one.red - other.red);
}

/** `neutral (6500 K)`, `warm (4300 K)`, `green (5200 K)`. */
function castName({ luma, blue, red }: Omit<Cast, 'frame'>): string {
  const kelvin = colourTemperature(luma, blue, red);
  const name = nameOf(blue, red);
  return kelvin === null ? name : `${name} (about ${Math.round(kelvin / 100) * 100} K)`;
}

function nameOf(blue: number, red: number): string {
  if (Math.hypot(blue, red) < NAMED) return 'neutral';
  // Warm and cool lie on one diagonal of the Cb/Cr plane, magenta and green on the other.
  if (Math.abs(red - blue) >= Math.abs(red + blue)) return red > blue ? 'warm' : 'cool';
  return red + blue > 0 ? 'magenta' : 'green';
}
