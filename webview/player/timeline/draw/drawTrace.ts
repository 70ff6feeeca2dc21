import { firstAbove } from '../spanIndex.ts';
import type { TraceShape } from '../traceShape.ts';
import type { Pen } from './scene.ts';

/** One measurement over time with its limits, in `height` pixels from the top at 0. */
export function drawTrace(pen: Pen, shape: TraceShape, height: number): void {
  const { context, scale, palette } = pen;
  const { trace, shares, limits } = shape;
  // A pixel of air above and below, so that extremes are not cut.
  const yOf = (share: number) => 1.5 + (1 - share) * (height - 3);
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.lineDashOffset = scale.offset % 7;
  for (const { grade, share } of limits) {
    context.strokeStyle = palette.colour[grade === 'fail' ? 'error' : 'warning'];
    context.beginPath();
    context.moveTo(0, yOf(share));
    context.lineTo(scale.width, yOf(share));
    context.stroke();
  }
  context.setLineDash([]);
  context.strokeStyle = palette.colour.curve;
  context.lineWidth = 1.25;
  context.beginPath();
  const first = Math.max(0, firstAbove(trace.times, scale.span.start) - 1);
  const beyond = Math.min(shares.length, firstAbove(trace.times, scale.span.end) + 1);
  let isDrawing = false;
  for (let i = first; i < beyond; i++) {
    const share = shares[i] ?? Number.NaN;
    if (Number.isNaN(share)) {
      isDrawing = false;
      continue;
    }
    const [x, y] = [scale.xOf(trace.times[i] ?? 0), yOf(share)];
    if (isDrawing) context.lineTo(x, y);
    else {
      // A value between two holes is a dash of its own.
      context.moveTo(x, y);
      context.lineTo(x + 1, y);
      context.moveTo(x, y);
    }
    isDrawing = true;
  }
  context.stroke();
}
