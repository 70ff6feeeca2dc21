import { byStrength, type Fault, videoGraph } from './fault.ts';

/** Seconds for which the camera moves before it stops, half of which it takes to get going. */
const MOVE = 1.1;
/** Share of the width and height that is seen. */
const SEEN = 0.62;

const HANDHELD = 'The camera is held in the hand or rides in a car: what stops is the crop, and the picture goes on moving.';

export const abruptStop: Fault = {
  operator: 'abrupt-stop',
  title: 'A pan that eases in and stops dead from one frame to the next',
  strengths: ['5 % of the width per second', '9 %', '15 %', '24 %', '36 %'],
  // The stop is a moment: the frame that no longer moves.
  seconds: 0.08,
  excluded: {
    'cogvideo_1.mp4': 'At 8 frames a second, a hard stop and a soft one look the same.',
    'mdn_elf.mp4@0.5+4': HANDHELD,
    'mdn_frog.mp4@1+4': HANDHELD,
    'mdn_pig.mp4@1+4': HANDHELD,
    'skv_carphone_pristine.mp4': HANDHELD,
  },
  // Twice the size and full chroma, so that the crop can move by half pixels.
  inject: videoGraph(({ source, strength, span }) => {
    const speed = byStrength(strength, [0.05, 0.09, 0.15, 0.24, 0.36]);
    // Speed rises from nothing over the first half and is even in the second; the way is its integral.
    const half = (MOVE / 2).toFixed(4);
    const frame = source.duration / source.frameTimes.length;
    const t = `clip(t-${(span.start - frame - MOVE).toFixed(6)},0,${MOVE})`;
    const way = `${speed}*(if(lt(${t},${half}),${t}*${t}/${MOVE},${t}-${(MOVE / 4).toFixed(4)}))`;
    return [
      'scale=2*iw:2*ih:flags=bicubic,format=yuv444p',
      `crop=w=trunc(iw*${SEEN / 2})*2:h=trunc(ih*${SEEN / 2})*2:x='(iw-ow)*0.05+ow*(${way})':y='(ih-oh)/2':exact=1`,
      `scale=${source.width}:${source.height}:flags=bicubic`,
    ].join(',');
  }),
};
