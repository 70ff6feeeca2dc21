import type { Boundary } from '../../../../src/core/signals.ts';
import type { PlacedTrack } from '../trackLayout.ts';
import type { Gesture, Pen, Scene } from './scene.ts';

/** Pixels from which a shot has room for its number. */
const ROOM_FOR_NUMBER = 16;

/** Pixels for each shot below which cuts are not drawn. */
const DENSE = 6;

/** Shots with their numbers, transitions between them, and the boundary that is being dragged. */
export function drawShots(pen: Pen, scene: Scene, { dragged }: Gesture, track: PlacedTrack): void {
  const { context, scale, palette } = pen;
  const { shots, boundaries, corrected } = scene;
  const { top, height } = track;
  const { colour, font } = palette;
  context.font = `10px ${font}`;
  context.textBaseline = 'middle';
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (const shot of shots) {
    if (shot.end < scale.span.start) continue;
    if (shot.start > scale.span.end) break;
    const [x, end] = [scale.xOf(shot.start), scale.xOf(shot.end)];
    // Hundreds of shots in a pixel are one.
    if (end < drawnTo + 1) continue;
    drawnTo = end;
    context.fillStyle = shot.index % 2 === 0 ? colour['even-shot'] : colour['odd-shot'];
    context.fillRect(x, top, end - x, height);
    if (Math.min(end, scale.width) - Math.max(x, 0) <= ROOM_FOR_NUMBER) continue;
    context.fillStyle = colour.dim;
    context.fillText(String(shot.index + 1), Math.max(x, 0) + 5, top + height / 2 + 0.5, end - Math.max(x, 0) - 6);
  }
  // Cuts that stand as close as the lines of a grid say no more than the shots do.
  const isDense = (scale.duration * scale.perSecond) / shots.length < DENSE;
  for (const boundary of boundaries) {
    const x = scale.xOf(boundary.start);
    if (x > scale.width || scale.xOf(boundary.end) < 0 || isDense) continue;
    const isCorrected = corrected.some((time) => Math.abs(time - boundary.start) < 0.002);
    drawBoundary(pen, boundary, track, isCorrected);
  }
  if (dragged) {
    context.fillStyle = colour.focus;
    context.fillRect(Math.round(scale.xOf(dragged.to)) - 1, top, 3, height);
  }
}

/** A cut is a line, a gradual transition is hatched, and what a person put has a handle of another colour. */
function drawBoundary(
  { context, scale, palette }: Pen,
  boundary: Boundary,
  { top, height }: PlacedTrack,
  corrected: boolean,
): void {
  const x = scale.xOf(boundary.start);
  const width = Math.max(1, scale.xOf(boundary.end) - x);
  const left = Math.round(x);
  context.fillStyle = corrected ? palette.colour.corrected : palette.colour.boundary;
  if (boundary.kind === 'cut') {
    context.fillRect(left, top, 1, height);
    if (!corrected) return;
    context.beginPath();
    context.moveTo(left - 4, top);
    context.lineTo(left + 5, top);
    context.lineTo(left + 0.5, top + 6);
    context.fill();
    return;
  }
  context.save();
  context.beginPath();
  context.rect(x, top, width, height);
  context.clip();
  context.strokeStyle = palette.colour.boundary;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let at = x - height; at < x + width; at += 5) {
    context.moveTo(at, top + height);
    context.lineTo(at + height, top);
  }
  context.stroke();
  context.restore();
}
