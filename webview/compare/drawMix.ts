import { fitInside } from './fitInside.ts';

/** Draws the first picture left of the wipe and the second one right of it. @param share of the width that is the first one's, 0…1. */
export function drawWipe(
  context: CanvasRenderingContext2D,
  first: HTMLVideoElement,
  second: HTMLVideoElement,
  share: number,
): void {
  const { width, height } = context.canvas;
  const border = Math.round(width * share);
  clear(context);
  for (const [video, left, right] of [
    [first, 0, border],
    [second, border, width],
  ] as const) {
    context.save();
    context.beginPath();
    context.rect(left, 0, right - left, height);
    context.clip();
    drawFitting(context, video);
    context.restore();
  }
  const line = Math.max(1, Math.round(devicePixelRatio));
  context.fillStyle = 'black';
  context.fillRect(border - 2 * line, 0, 4 * line, height);
  context.fillStyle = 'white';
  context.fillRect(border - line, 0, 2 * line, height);
}

/** Draws how much the pictures differ, channel by channel, multiplied by `gain`: black where they are the same. */
export function drawDifference(
  context: CanvasRenderingContext2D,
  first: HTMLVideoElement,
  second: HTMLVideoElement,
  gain: number,
): void {
  clear(context);
  drawFitting(context, first);
  context.save();
  context.globalCompositeOperation = 'difference';
  drawFitting(context, second);
  if (gain !== 1) {
    context.globalCompositeOperation = 'copy';
    context.filter = `brightness(${gain})`;
    context.drawImage(context.canvas, 0, 0);
  }
  context.restore();
}

function clear(context: CanvasRenderingContext2D): void {
  context.fillStyle = 'black';
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

function drawFitting(context: CanvasRenderingContext2D, video: HTMLVideoElement): void {
  const { left, top, width, height } = fitInside(
    { width: video.videoWidth, height: video.videoHeight },
    { width: context.canvas.width, height: context.canvas.height },
  );
  if (width > 0) context.drawImage(video, left, top, width, height);
}
