import { byStrength, codecFilter, type Fault } from './fault.ts';

export const blockiness: Fault = {
  operator: 'blockiness',
  title: 'Blocks of a codec that has run out of bits (MPEG-2)',
  strengths: ['quantiser 8', 'quantiser 12', 'quantiser 18', 'quantiser 24', 'quantiser 31'],
  inject: codecFilter(({ strength, source }) => [
    ...['-c:v', 'mpeg2video', '-q:v', String(byStrength(strength, [8, 12, 18, 24, 31])), '-g', '12', '-bf', '0'],
    // MPEG-2 knows few frame rates; the times are given back when the pictures are read.
    ...['-vf', `settb=1/25,setpts=N`, '-r', '25', '-frames:v', String(source.frameTimes.length)],
  ]),
};
