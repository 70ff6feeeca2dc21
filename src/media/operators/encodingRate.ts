import type { Clip } from '../../core/clip.ts';
import { shown } from './frames.ts';
import { measuredEvent, type ProxyOperator } from './operator.ts';

/** Kilobits a second of sound where a file does not say how its bytes divide. */
const SOUND_PER_CHANNEL = 64_000;
/** Bits per pixel and frame below which a picture of that codec is likely to have lost detail. */
const THIN: Readonly<Record<string, number>> = {
  h264: 0.03,
  hevc: 0.02,
  vp9: 0.02,
  av1: 0.015,
  vp8: 0.04,
  mpeg4: 0.06,
  mpeg2video: 0.1,
};

const operator = {
  id: 'encoding-rate',
  version: 1,
  title: 'Encoding rate',
  proxyFor: ['aesthetics.visual-quality.rendering-quality.detail-resolved'],
  quantity: 'bits spent on a pixel of a frame',
  unit: 'bit/px',
  source:
    'Size of the file, less 64 kbit/s per channel of sound, over pixels × frames of the whole clip. A low rate starves detail, but simple pictures need little and a high rate proves nothing: it was made from what was there.',
} as const;

export const encodingRate: ProxyOperator = {
  ...operator,
  measure({ clip, range }) {
    const rate = bitsPerPixel(clip);
    if (rate === null) return { status: 'unmeasurable', reason: 'The file is too small to tell what its picture takes.' };
    const { codec, width, height } = clip.video;
    const thin = THIN[codec];
    const isThin = thin !== undefined && rate < thin;
    const sentence = isThin
      ? `The ${width} × ${height} picture takes ${shown(rate, 3)} bit per pixel and frame in ${codec}, so little that fine detail may have been lost.`
      : `The ${width} × ${height} picture takes ${shown(rate, 3)} bit per pixel and frame in ${codec}.`;
    const event = measuredEvent(operator, { value: rate, span: range, sentence });
    return { status: 'measured', summary: event, events: isThin ? [event] : [] };
  },
};

/** `null` where the sound may account for the whole file. */
function bitsPerPixel({ size, video, audio, frames }: Clip): number | null {
  const sound = audio ? audio.channels * SOUND_PER_CHANNEL * audio.duration : 0;
  const bits = 8 * size - Math.min(sound, 4 * size);
  const pixels = video.width * video.height * frames.times.length;
  return bits > 0 && pixels > 0 ? bits / pixels : null;
}
