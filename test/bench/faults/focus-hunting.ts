import { gaussianBlur } from '../faultBench/gaussianBlur.ts';
import { byStrength, type Fault, frameFilter } from './fault.ts';

/** Searches a second. */
const HERTZ = 1.4;

export const focusHunting: Fault = {
  operator: 'focus-hunting',
  title: 'An autofocus that searches to and fro 1.4 times a second',
  strengths: ['blur up to σ 0.8 px', 'σ 1.2 px', 'σ 1.8 px', 'σ 2.7 px', 'σ 4 px'],
  seconds: 2,
  inject: frameFilter(({ strength, span }) => {
    const most = byStrength(strength, [0.8, 1.2, 1.8, 2.7, 4]);
    return (frame, { time, inside }) => {
      if (inside) gaussianBlur(frame, (most / 2) * (1 - Math.cos(2 * Math.PI * HERTZ * (time - span.start))));
    };
  }),
};
