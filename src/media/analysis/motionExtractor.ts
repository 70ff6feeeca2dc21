import { MOTION_SERIES, type MotionSeries } from '../../core/series/motion.ts';
import type { Size } from './frameGeometry.ts';
import { createGlobalMotion } from './globalMotion.ts';
import { growableSeries } from './growable.ts';
import { type LocalMotion, sumUpLocalMotion } from './localMotion.ts';
import { createMotionField } from './motionField.ts';
import { createRedrawMeter, REDRAW_WINDOW, type Redraw } from './redraw.ts';

/** A frame that changes by less than this share of what frames usually change by repeats the one before it. */
const REPEATED = 0.15;
/** How fast the usual change follows: share of each new one. */
const FOLLOWING = 0.1;

export interface MotionExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. */
  push(frame: Uint8Array): void;
  finish(): Record<MotionSeries, Float32Array>;
}

/** What moves between small frames; nothing is allocated per frame. */
export function createMotionExtractor(size: Size): MotionExtractor {
  const { width, height } = size;
  const field = createMotionField(size);
  const estimator = createGlobalMotion(size, field);
  const meter = createRedrawMeter(size, field, estimator);
  const series = growableSeries(MOTION_SERIES);
  const local: LocalMotion = { mean: 0, x: 0, y: 0, at: 0.5 };
  const longer = Math.max(width, height);
  const windows = createCentredWindows((redraw) => {
    series.of.redraw.push(redraw.jump / longer);
    series.of.redrawLeft.push(redraw.left);
    series.of.redrawTop.push(redraw.top);
    series.of.redrawWidth.push(redraw.width);
    series.of.redrawHeight.push(redraw.height);
  });
  let usual = 0;

  function isRepeated(): boolean {
    const { change } = field;
    if (change < REPEATED * usual) return true;
    usual += (usual === 0 ? 1 : FOLLOWING) * (Math.min(change, usual === 0 ? change : 3 * usual) - usual);
    return false;
  }

  return {
    push(frame) {
      if (field.push(frame)) {
        estimator.estimate();
        sumUpLocalMotion(estimator, field.grid.columns, local);
        windows.push(isRepeated() ? 'repeated' : meter.push());
      } else windows.push('repeated');
      const { panX, panY, zoom, roll, confidence } = estimator.motion;
      series.of.panX.push(panX);
      series.of.panY.push(panY);
      series.of.zoom.push(zoom);
      series.of.roll.push(roll);
      series.of.panConfidence.push(confidence);
      series.of.localMotion.push(local.mean / longer);
      series.of.moverX.push(local.x / longer);
      series.of.moverY.push(local.y / longer);
      series.of.moverAt.push(local.at);
    },
    finish() {
      windows.finish();
      return series.finish();
    },
  };
}

/** Gives every frame the result of the window in whose middle it stands; repeated frames are in no window. */
function createCentredWindows(write: (redraw: Redraw) => void) {
  const NONE: Redraw = { jump: 0, left: 0, top: 0, width: 0, height: 0 };
  const middles = new Int32Array(REDRAW_WINDOW / 2);
  let frames = 0;
  let moved = 0;
  let written = 0;
  let last = NONE;
  const writeUpTo = (end: number) => {
    for (; written < end; written++) write(last);
  };
  return {
    push(result: Redraw | null | 'repeated') {
      frames++;
      if (result === 'repeated') return;
      const slot = moved++ % middles.length;
      // The frame that stood here half a window ago is now in the middle.
      const middle = middles[slot] ?? 0;
      middles[slot] = frames - 1;
      if (result === null) return;
      // The first windows belong to the frames before their middle as well.
      last = result;
      writeUpTo(middle + 1);
    },
    finish: () => writeUpTo(frames),
  };
}
