import { type Fault, sampleFilter } from './fault.ts';

export const channelFault: Fault = {
  operator: 'channel-fault',
  title: 'The right channel goes dead',
  strengths: ['for 0.15 s', 'for 0.3 s', 'for 0.6 s', 'for 1 s', 'for 1.5 s'],
  needs: 'sound',
  seconds: [0.15, 0.3, 0.6, 1, 1.5],
  inject: sampleFilter(({ interleaved, channels, from, to }) => {
    for (let n = from; n < to; n++) interleaved[n * channels + 1] = 0;
  }),
};

/** The lengths are not those of the other fault: made clips are told apart by operator and span. */
export const channelInversion: Fault = {
  operator: 'channel-fault',
  title: 'The right channel is turned upside down',
  // Measured on the clean clips: the correlation of left and right, median over bands and blocks. The others have 0.33…1.
  excluded: {
    'noise.clean.mp4': 'Left and right have nothing in common (correlation 0.01): turned upside down, they sound the same.',
    'frozen-frames.clean.mp4':
      'Left and right have nothing in common (correlation 0.02): turned upside down, they sound the same.',
  },
  strengths: ['for 0.4 s', 'for 0.7 s', 'for 1.1 s', 'for 1.4 s', 'for 1.7 s'],
  needs: 'sound',
  seconds: [0.4, 0.7, 1.1, 1.4, 1.7],
  inject: sampleFilter(({ interleaved, channels, from, to }) => {
    for (let n = from; n < to; n++) interleaved[n * channels + 1] = -(interleaved[n * channels + 1] ?? 0);
  }),
};
