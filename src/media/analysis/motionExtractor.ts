import { MOTION_SERIES, type MotionSeries } from '../../core/series/motion.ts';
import type { Size } from './frameGeometry.ts';
import { createGlobalMotion, thirdEdge } from './globalMotion.ts';
import { growableSeries } from './growable.ts';

export interface MotionExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. */
  push(frame: Uint8Array): void;
  finish(): Record<MotionSeries, Float32Array>;
}

/** What moves between small frames; nothing is allocated per frame. */
export function createMotionExtractor({ width, height }: Size): MotionExtractor {
  const motion = createGlobalMotion({ width, height });
  const series = growableSeries(MOTION_SERIES);
  const thirdOf = (length: number) =>
    Uint8Array.from({ length }, (_, i) => (i < thirdEdge(length, 1) ? 0 : i < thirdEdge(length, 2) ? 1 : 2));
  const columnThird = thirdOf(width);
  const rowThird = thirdOf(height);

  function project(frame: Uint8Array): void {
    const { columns, rows } = motion.next();
    for (let y = 0, i = 0; y < height; y++) {
      const band = columns[rowThird[y] as 0 | 1 | 2]; // made of these three above
      for (let x = 0; x < width; x++, i++) {
        const luma = frame[i] ?? 0;
        band[x] = (band[x] ?? 0) + luma;
        const row = rows[columnThird[x] as 0 | 1 | 2];
        row[y] = (row[y] ?? 0) + luma;
      }
    }
  }

  return {
    push(frame) {
      project(frame);
      const { panX, panY, confidence } = motion.estimate();
      series.of.panX.push(panX);
      series.of.panY.push(panY);
      series.of.panConfidence.push(confidence);
    },
    finish: () => series.finish(),
  };
}
