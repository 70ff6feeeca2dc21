import { framesIn, runsWhere, shown, shownSeconds, spanLengthOf, spanOf, spanWithin, steadyRuns } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { frameTrace } from './overTime.ts';
import { medianOf } from './statistics.ts';

/** Colourfulness that Hasler & Süsstrunk's observers called extremely colourful, and for how long (seconds) it is worth a look. */
const EXTREME = 109;
const LASTING = 0.5;
/** Their words, each from its value on. */
const WORDS = [
  [0, 'not colourful'],
  [15, 'slightly colourful'],
  [33, 'moderately colourful'],
  [45, 'averagely colourful'],
  [59, 'quite colourful'],
  [82, 'highly colourful'],
  [EXTREME, 'extremely colourful'],
] as const;

const operator = {
  id: 'saturation',
  version: 1,
  title: 'Saturation',
  quantity: 'mean saturation',
  unit: 'levels',
  source:
    'Mean distance of the pixels from neutral in the Cb/Cr plane, in levels of 128, median over the frames of the range (the saturation of ffmpeg’s signalstats, full range). In words: colourfulness M3 after Hasler & Süsstrunk 2003, "Measuring colourfulness in natural images".',
  proxyFor: ['aesthetics.chromaticity.harmony.no-stray-colour'],
} as const;

export const saturation: ProxyOperator = {
  ...operator,
  measure({ signals, range }) {
    const { saturation: levels, colourfulness } = signals.frames.series;
    const frames = framesIn(signals, range);
    const value = medianOf(levels.slice(frames.from, frames.to));
    const colourful = medianOf(colourfulness.slice(frames.from, frames.to));
    if (value === null || colourful === null) return { status: 'unmeasurable', reason: 'There is no frame in this range.' };
    const events = steadyRuns(signals, range).flatMap((run) =>
      runsWhere(run, (frame) => (colourfulness[frame] ?? 0) >= EXTREME)
        .filter((part) => spanLengthOf(signals, part) >= LASTING)
        .map((part) => {
          const most = medianOf(levels.slice(part.from, part.to)) ?? 0;
          const sentence = `For ${shownSeconds(spanLengthOf(signals, part))} the picture is extremely colourful, ${shown(most, 0)} levels from neutral on average.`;
          return measuredEvent(operator, { value: most, span: spanWithin(signals, part, range), sentence });
        }),
    );
    const sentence = `Colours are ${shown(value)} levels from neutral on average: ${wordFor(colourful)} (${shown(colourful, 0)} after Hasler and Süsstrunk).`;
    return { status: 'measured', summary: measuredEvent(operator, { value, span: spanOf(signals, frames), sentence }), events };
  },
  trace: ({ signals, range }) => frameTrace(signals, range, signals.frames.series.saturation),
};

function wordFor(colourfulness: number): string {
  return WORDS.findLast(([from]) => colourfulness >= from)?.[1] ?? WORDS[0][1];
}
