import type { Boundary } from '../../../../src/core/signals.ts';
import type { TimeSpan } from '../../../../src/core/time.ts';
import type { PlacedTrack } from '../trackLayout.ts';
import type { Gesture, Pen, Scene } from './scene.ts';

/** Pixels from which a shot has room for its number. */
const ROOM_FOR_NUMBER = 16;

/** Pixels for each shot below which cuts are not drawn. */
const DENSE = 6;

/** Pixels by which the handle of a corrected boundary reaches over it. */
const HANDLE = 5;

/** Shots and the transitions between them, with the top of the track at 0. */
export function drawShots(pen: Pen, { shots, boundaries, corrected }: Scene, height: number): void {
  const { context, scale, palette } = pen;
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (const shot of shots) {
    if (shot.end < scale.span.start) continue;
    if (shot.start > scale.span.end) break;
    const [x, end] = [scale.xOf(shot.start), scale.xOf(shot.end)];
    // Hundreds of shots in a pixel are one.
    if (end < drawnTo + 1) continue;
    drawnTo = end;
    context.fillStyle = palette.colour[shot.index % 2 === 0 ? 'even-shot' : 'odd-shot'];
    context.fillRect(x, 0, end - x, height);
  }
  // Cuts that stand as close as the lines of a grid say no more than the shots do.
  if ((scale.duration * scale.perSecond) / shots.length < DENSE) return;
  for (const boundary of boundaries) {
    if (scale.xOf(boundary.start) > scale.width + HANDLE || scale.xOf(boundary.end) < -HANDLE) continue;
    const isCorrected = corrected.some((time) => Math.abs(time - boundary.start) < 0.002);
    drawBoundary(pen, boundary, height, isCorrected);
  }
}

/** What of the shots moves: their numbers, which stay in sight, and the boundary that is being dragged. */
export function drawShotMoments({ context, scale, palette }: Pen, scene: Scene, gesture: Gesture, track: PlacedTrack): void {
  const { top, height } = track;
  context.font = `10px ${palette.font}`;
  context.textBaseline = 'middle';
  context.fillStyle = palette.colour.dim;
  for (const { index, start, end } of scene.shots) {
    if ((end - start) * scale.perSecond <= ROOM_FOR_NUMBER || end < scale.span.start) continue;
    if (start > scale.span.end) break;
    const clear = clearOfTransitions({ start, end }, scene.boundaries[index - 1], scene.boundaries[index]);
    const [x, beyond] = [Math.max(scale.xOf(clear.start), 0), scale.xOf(clear.end)];
    if (Math.min(beyond, scale.width) - x > ROOM_FOR_NUMBER)
      context.fillText(String(index + 1), x + 5, top + height / 2 + 0.5, beyond - x - 6);
  }
  const { dragged } = gesture;
  if (!dragged) return;
  context.fillStyle = palette.colour.focus;
  context.fillRect(Math.round(scale.xOf(dragged.to)) - 1, top, 3, height);
}

/** The part of a shot that the hatching of the boundaries before and after it leaves free. */
export function clearOfTransitions(shot: TimeSpan, before: Boundary | undefined, after: Boundary | undefined): TimeSpan {
  const lies = (boundary: Boundary | undefined, time: number): boundary is Boundary =>
    boundary !== undefined && boundary.start <= time && time <= boundary.end;
  return {
    start: lies(before, shot.start) ? before.end : shot.start,
    end: lies(after, shot.end) ? after.start : shot.end,
  };
}

/** A cut is a line, a gradual transition is hatched, and what a person put has a handle of another colour. */
function drawBoundary({ context, scale, palette }: Pen, boundary: Boundary, height: number, corrected: boolean): void {
  const x = scale.xOf(boundary.start);
  const width = Math.max(1, scale.xOf(boundary.end) - x);
  const left = Math.round(x);
  context.fillStyle = corrected ? palette.colour.corrected : palette.colour.boundary;
  if (boundary.kind === 'cut') {
    context.fillRect(left, 0, 1, height);
    if (!corrected) return;
    context.beginPath();
    context.moveTo(left - 4, 0);
    context.lineTo(left + HANDLE, 0);
    context.lineTo(left + 0.5, 6);
    context.fill();
    return;
  }
  context.save();
  context.beginPath();
  context.rect(x, 0, width, height);
  context.clip();
  context.strokeStyle = palette.colour.boundary;
  context.lineWidth = 1.5;
  context.beginPath();
  for (let at = x - height; at < x + width; at += 5) {
    context.moveTo(at, height);
    context.lineTo(at + height, 0);
  }
  context.stroke();
  context.restore();
}
