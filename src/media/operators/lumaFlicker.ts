import { flickerTrace, measureFlicker } from './flicker.ts';
import type { FaultOperator } from './operator.ts';

const operator = {
  id: 'luma-flicker',
  version: 3,
  title: 'Exposure flicker',
  rationales: ['cinematography.lens.exposure.no-exposure-flicker'],
  quantity: 'swing of overall brightness',
  unit: '% of the luma range',
  source:
    'Course of overall brightness, added up from the median luma change over 144 picture cells so that movement does not count; its slow course (0.5 s mean) is taken out. Value: 2√2 × its root mean square over 1 s (the swing of a sine), in percent of the luma range, where it turns at least 5 times and its steps are at least half as large as half the quartile distance of the cells’ changes (movement is not). Its frequency is the peak of the periodogram. Swings above 20 % are taken for a strobe or lightning.',
} as const;

const flicker = {
  operator,
  steps: ['lumaStep'],
  quartiles: ['lumaFall', 'lumaRise'],
  what: 'brightness',
  deliberate: { above: 20, means: 'a strobe or lightning' },
} as const;

export const lumaFlicker: FaultOperator = {
  ...operator,
  measure: (context, threshold) => measureFlicker(flicker, context, threshold),
  trace: (context) => flickerTrace(flicker, context),
};
