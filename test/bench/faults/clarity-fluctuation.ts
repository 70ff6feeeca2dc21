import { gaussianBlur } from '../faultBench/gaussianBlur.ts';
import { byStrength, type Fault, frameFilter } from './fault.ts';

/** Seconds from one crisp stretch to the next. */
const PERIOD = 0.4;

export const clarityFluctuation: Fault = {
  operator: 'clarity-fluctuation',
  title: 'Frames that alternate between crisp and soft five times in two seconds',
  strengths: ['blur σ 0.5 px', 'σ 0.7 px', 'σ 0.9 px', 'σ 1.2 px', 'σ 1.8 px'],
  seconds: 2,
  inject: frameFilter(({ strength, span }) => {
    const sigma = byStrength(strength, [0.5, 0.7, 0.9, 1.2, 1.8]);
    return (frame, { time, inside }) => {
      if (inside && (time - span.start) % PERIOD < PERIOD / 2) gaussianBlur(frame, sigma);
    };
  }),
};
