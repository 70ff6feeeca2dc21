import {
  type FrameRun,
  quantile,
  runsWhere,
  shown,
  shownSeconds,
  spanLengthOf,
  spanOf,
  spanWithin,
  steadyRuns,
} from './frames.ts';
import { measuredEvent, type OperatorContext, type ProxyOperator } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

/** Percent of the luma range: narrower than this for so many seconds is worth a look. */
const NARROW = 40;
const LASTING = 1;
/** Frames whose lightest percentile is darker than this are on their way to or from black. */
const BLACK = 40;

const operator = {
  id: 'tonal-range',
  version: 1,
  title: 'Tonal range',
  quantity: 'range of tones',
  unit: '% of the luma range',
  source:
    'Distance of the 1st to the 99th percentile of luma, black bars left out, in percent of the 256 levels; median over the frames of the range. Frames that are nearly black are left out.',
  proxyFor: ['cinematography.lens.exposure.tonal-range'],
} as const;

export const tonalRange: ProxyOperator = {
  ...operator,
  measure(context) {
    const { signals, range } = context;
    const { tone10, tone50, tone90, tone99 } = signals.frames.series;
    const spread = spreadOf(context);
    const frames = steadyRuns(signals, range).flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, i) => from + i).filter((frame) => (tone99[frame] ?? 0) >= BLACK),
    );
    const value = medianOf(frames.map((frame) => spread[frame] ?? 0));
    if (value === null) return { status: 'not-applicable', reason: 'There is nothing but black, which has no tones.' };
    const level = (series: Float32Array) => shown(medianOf(frames.map((frame) => series[frame] ?? 0)) ?? 0, 0);
    const events = steadyRuns(signals, range).flatMap((run) =>
      runsWhere(run, (frame) => (spread[frame] ?? 0) < NARROW && (tone99[frame] ?? 0) >= BLACK)
        .filter((part) => spanLengthOf(signals, part) >= LASTING)
        .map((part: FrameRun) => {
          const usual = quantile(spread, part, 0.5) ?? 0;
          const sentence = `For ${shownSeconds(spanLengthOf(signals, part))} the tones span only ${shown(usual, 0)} % of the luma range.`;
          return measuredEvent(operator, { value: usual, span: spanWithin(signals, part, range), sentence });
        }),
    );
    const sentence = `Tones span ${shown(value, 0)} % of the luma range; the middle 80 % of the picture lie between ${level(tone10)} and ${level(tone90)} of 255, the middle tone at ${level(tone50)}.`;
    const span = spanOf(signals, { from: frames[0] ?? 0, to: (frames.at(-1) ?? 0) + 1 });
    return { status: 'measured', summary: measuredEvent(operator, { value, span, sentence }), events };
  },
  trace: (context) => frameTrace(context.signals, context.range, spreadOf(context)),
};

function spreadOf({ signals }: OperatorContext): Float32Array {
  const { tone1, tone99 } = signals.frames.series;
  return tone99.map((light, frame) => (100 * (light - (tone1[frame] ?? 0))) / 255);
}
