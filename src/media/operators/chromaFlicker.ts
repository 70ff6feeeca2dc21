import { flickerTrace, measureFlicker } from './flicker.ts';
import type { FaultOperator } from './operator.ts';

const operator = {
  id: 'chroma-flicker',
  version: 2,
  title: 'Colour flicker',
  rationales: ['aesthetics.visual-quality.temporal-consistency.no-colour-flashes'],
  quantity: 'swing of overall tint',
  unit: '% of the chroma range',
  source:
    'Course of overall tint, added up from the median Cb and Cr changes over 144 picture cells so that movement does not count; its slow course (0.5 s mean) is taken out. Value: 2√2 × its root mean square over 1 s (the swing of a sine), in percent of the 256 chroma levels, where it turns at least 5 times. Its frequency is the peak of the periodogram. Swings above 12 % are taken for coloured light.',
} as const;

const flicker = {
  operator,
  steps: ['blueStep', 'redStep'],
  what: 'tint',
  deliberate: { above: 12, means: 'coloured light' },
} as const;

export const chromaFlicker: FaultOperator = {
  ...operator,
  measure: (context, threshold) => measureFlicker(flicker, context, threshold),
  trace: (context) => flickerTrace(flicker, context),
};
