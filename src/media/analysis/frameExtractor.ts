import type { ColourSeries } from '../../core/series/colour.ts';
import type { LumaSeries } from '../../core/series/luma.ts';
import type { MotionSeries } from '../../core/series/motion.ts';
import type { PictureSamples } from '../../core/series/sampled.ts';
import { createColourExtractor } from './colourExtractor.ts';
import type { Size } from './frameGeometry.ts';
import { createLumaExtractor } from './lumaExtractor.ts';
import { createMotionExtractor } from './motionExtractor.ts';
import { createPictureSampler } from './pictureSampler.ts';
import type { ShotFeatures } from './shotFeatures.ts';

export interface FrameExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. Returns what shot detection needs of it. */
  push(frame: Uint8Array): ShotFeatures;
  finish(): {
    readonly series: Record<LumaSeries | ColourSeries | MotionSeries, Float32Array>;
    readonly samples: PictureSamples;
  };
}

/**
 * Everything that is read from small frames of the whole picture.
 *
 * @param framesPerSecond nominal; decides which frames are looked at more closely.
 */
export function createFrameExtractor(size: Size, framesPerSecond = 25): FrameExtractor {
  const luma = createLumaExtractor(size);
  const colour = createColourExtractor(size);
  const motion = createMotionExtractor(size);
  const sampler = createPictureSampler(size, framesPerSecond);
  return {
    push(frame) {
      motion.push(frame);
      const features = luma.push(frame);
      colour.push(frame, features);
      sampler.push(frame, luma.bars);
      return features;
    },
    finish: () => ({
      series: { ...luma.finish(), ...colour.finish(), ...motion.finish() },
      samples: sampler.finish(),
    }),
  };
}
