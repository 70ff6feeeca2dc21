import type { ColourSeries } from '../../core/series/colour.ts';
import type { LumaSeries } from '../../core/series/luma.ts';
import type { MotionSeries } from '../../core/series/motion.ts';
import { createColourExtractor } from './colourExtractor.ts';
import type { Size } from './frameGeometry.ts';
import { createLumaExtractor } from './lumaExtractor.ts';
import { createMotionExtractor } from './motionExtractor.ts';
import type { ShotFeatures } from './shotFeatures.ts';

export interface FrameExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. Returns what shot detection needs of it. */
  push(frame: Uint8Array): ShotFeatures;
  finish(): Record<LumaSeries | ColourSeries | MotionSeries, Float32Array>;
}

/** Everything that is read from small frames of the whole picture. */
export function createFrameExtractor(size: Size): FrameExtractor {
  const luma = createLumaExtractor(size);
  const colour = createColourExtractor();
  const motion = createMotionExtractor(size);
  return {
    push(frame) {
      colour.push(frame);
      motion.push(frame);
      return luma.push(frame);
    },
    finish: () => ({ ...luma.finish(), ...colour.finish(), ...motion.finish() }),
  };
}
