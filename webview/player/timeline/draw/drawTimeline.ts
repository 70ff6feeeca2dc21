import { HEAD_HEIGHT, OVERVIEW_HEIGHT, RULER_HEIGHT } from '../sizes.ts';
import { drawFilmstrip } from './drawFilmstrip.ts';
import { drawLane } from './drawLane.ts';
import { drawOverview } from './drawOverview.ts';
import { drawRuler } from './drawRuler.ts';
import { drawShots } from './drawShots.ts';
import { drawTrace } from './drawTrace.ts';
import { drawWaveform } from './drawWaveform.ts';
import type { Gesture, Pen, Scene } from './scene.ts';

/** What of the canvas is in sight: tracks scroll below the head. Pixels. */
export interface Sight {
  readonly scrolled: number;
  readonly height: number;
}

/** Draws everything that is in sight. */
export function drawTimeline(pen: Pen, scene: Scene, gesture: Gesture, { scrolled, height }: Sight): void {
  const { context, scale, palette } = pen;
  context.clearRect(0, 0, scale.width, height);
  context.save();
  context.beginPath();
  context.rect(0, HEAD_HEIGHT, scale.width, height - HEAD_HEIGHT);
  context.clip();
  context.translate(0, HEAD_HEIGHT - scrolled);
  for (const track of scene.tracks) {
    if (track.top > scrolled + height || track.top + track.height < scrolled) continue;
    if (track.id === 'filmstrip') drawFilmstrip(pen, scene, track);
    else if (track.id === 'shots') drawShots(pen, scene, gesture, track);
    else if (track.id === 'sound') drawWaveform(pen, scene, track);
    else if (track.id.startsWith('trace:')) {
      const shape = scene.traces.find(({ trace }) => track.id === `trace:${trace.operator}`);
      if (shape) drawTrace(pen, shape, track);
    } else if (track.id.startsWith('lane:')) {
      const lane = scene.lanes.find(({ aspect }) => track.id === `lane:${aspect.id}`);
      if (lane) drawLane(pen, scene, lane, track);
    }
  }
  context.restore();
  drawOverview(pen, scene);
  drawRuler(pen, OVERVIEW_HEIGHT, RULER_HEIGHT);
  if (!scene.range) return;
  context.fillStyle = palette.colour.range;
  const from = scale.xOf(scene.range.start);
  context.fillRect(from, HEAD_HEIGHT - 4, scale.xOf(scene.range.end) - from, 4);
}
