import type { Signals } from '../../core/signals.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';
import { quantileOf } from './statistics.ts';
import { sampleRuns, spanOfSamples, tileTrace, tileValues } from './tileSamples.ts';

/** Tiles with edges that it takes to compare places. */
const LEAST_TILES = 3;

const operator = {
  id: 'blur-layers',
  version: 1,
  title: 'Layers of blur',
  proxyFor: [
    'cinematography.composition.spatial-layering.planes-separate',
    'cinematography.composition.spatial-layering.depth-holds-in-motion',
    'cinematography.lens.depth-of-field.focal-plane-clear',
    'cinematography.lens.depth-of-field.gradual-fall-off',
    'cinematography.lens.depth-of-field.blur-follows-distance',
  ],
  quantity: 'blur of the softest place against the sharpest',
  unit: '×',
  source:
    'Pixels over which edges rise (height over steepest step, sharpest tenth of the edges of each tile) in nine tiles of the picture, four times a second: widest over narrowest tile, median over the shot. 1 = one plane of sharpness. Places without edges say nothing.',
} as const;

export const blurLayers: ProxyOperator = {
  ...operator,
  measure({ signals, range }) {
    const shots = sampleRuns(signals, range).flatMap((run) => {
      const spreads: number[] = [];
      for (let sample = run.from; sample < run.to; sample++) spreads.push(spreadOf(signals, sample)?.spread ?? Number.NaN);
      const spread = quantileOf(spreads, 0.5);
      const sharpest = quantileOf(tileValues(signals, 'edgeWidth', run), 0.1);
      return spread === null || sharpest === null ? [] : [{ run, spread, sharpest }];
    });
    if (shots.length === 0) return { status: 'unmeasurable', reason: 'Too few clear edges to tell layers of blur apart.' };
    const value = quantileOf(
      shots.map(({ spread }) => spread),
      0.5,
    );
    const events = shots.map(({ run, spread, sharpest }) =>
      measuredEvent(operator, {
        value: spread,
        span: spanOfSamples(signals, run, range),
        sentence: `Edges take ${shown(sharpest)} pixels where this shot is sharpest and ${shown(spread)} times that where it is softest.`,
      }),
    );
    const sentence = `The softest place of the picture is ${shown(value ?? 1)} times as blurred as the sharpest${shots.length > 1 ? ' in the middle one of the shots' : ''}.`;
    return { status: 'measured', summary: measuredEvent(operator, { value: value ?? 1, span: range, sentence }), events };
  },
  trace: ({ signals, range }) => tileTrace(signals, range, (sample) => spreadOf(signals, sample)?.spread ?? null),
};

/** Widest over narrowest edge width of one sample's tiles; `null` with too few tiles to compare. */
function spreadOf(signals: Signals, sample: number): { spread: number } | null {
  const widths = tileValues(signals, 'edgeWidth', { from: sample, to: sample + 1 }).filter((width) => !Number.isNaN(width));
  if (widths.length < LEAST_TILES) return null;
  return { spread: Math.max(...widths) / Math.min(...widths) };
}
