import { HEAD_HEIGHT, OVERVIEW_HEIGHT, RULER_HEIGHT } from '../sizes.ts';
import type { PlacedTrack, TrackId } from '../trackLayout.ts';
import { drawFilmstrip, shadeOutside } from './drawFilmstrip.ts';
import { drawLane, drawLaneMoments } from './drawLane.ts';
import { drawOverview } from './drawOverview.ts';
import { drawRuler } from './drawRuler.ts';
import { drawShotMoments, drawShots } from './drawShots.ts';
import { drawTrace } from './drawTrace.ts';
import { drawWaveform } from './drawWaveform.ts';
import type { Gesture, Pen, Scene } from './scene.ts';
import { TrackTiles } from './trackTiles.ts';

/** What of the canvas is in sight: tracks scroll below the head. Pixels. */
export interface Sight {
  readonly scrolled: number;
  readonly height: number;
}

/** Draws a timeline again and again; keeps what it can from one time to the next. */
export class TimelinePainter {
  readonly #tiles = new Map<TrackId, TrackTiles>();

  /** Draws everything that is in sight. @returns whether drawing the same once more would make panning it cheaper. */
  draw(pen: Pen, scene: Scene, gesture: Gesture, { scrolled, height }: Sight): boolean {
    const { context, scale, palette } = pen;
    context.clearRect(0, 0, scale.width, height);
    context.save();
    context.beginPath();
    context.rect(0, HEAD_HEIGHT, scale.width, height - HEAD_HEIGHT);
    context.clip();
    context.translate(0, HEAD_HEIGHT - scrolled);
    let changed = false;
    for (const track of scene.tracks) {
      if (track.top > scrolled + height || track.top + track.height < scrolled) continue;
      if (!this.#drawTrack(pen, scene, gesture, track)) changed = true;
    }
    context.restore();
    this.#forgetOthers(scene.tracks);
    drawOverview(pen, scene);
    drawRuler(pen, OVERVIEW_HEIGHT, RULER_HEIGHT);
    if (!scene.range) return changed;
    context.fillStyle = palette.colour.range;
    const from = scale.xOf(scene.range.start);
    context.fillRect(from, HEAD_HEIGHT - 4, scale.xOf(scene.range.end) - from, 4);
    return changed;
  }

  /** @returns false when the track is not what it was the last time. */
  #drawTrack(pen: Pen, scene: Scene, gesture: Gesture, track: PlacedTrack): boolean {
    const { id, height } = track;
    const { shots, boundaries, corrected, waveform, sheets, outdated, range } = scene;
    const put = (of: readonly unknown[], draw: (own: Pen) => void) => this.#tilesOf(id).put(pen, of, track, draw);
    let same = true;
    if (id === 'filmstrip') {
      if (sheets) same = put([sheets, sheets.version], (own) => drawFilmstrip(own, sheets, height));
      if (range) shadeOutside(pen, range, track);
    } else if (id === 'shots') {
      same = put([shots, boundaries, corrected], (own) => drawShots(own, scene, height));
      drawShotMoments(pen, scene, gesture, track);
    } else if (id === 'sound') {
      if (waveform.length > 0) same = put([waveform], (own) => drawWaveform(own, waveform, height));
    } else if (id.startsWith('trace:')) {
      const shape = scene.traces.find(({ trace }) => id === `trace:${trace.operator}`);
      if (shape) same = put([shape], (own) => drawTrace(own, shape, height));
    } else {
      const lane = scene.lanes.find(({ aspect }) => id === `lane:${aspect.id}`);
      if (lane) {
        same = put([lane, outdated], (own) => drawLane(own, lane, outdated));
        drawLaneMoments(pen, scene, lane, track);
      }
    }
    return same;
  }

  #tilesOf(id: TrackId): TrackTiles {
    const tiles = this.#tiles.get(id) ?? new TrackTiles();
    this.#tiles.set(id, tiles);
    return tiles;
  }

  #forgetOthers(tracks: readonly PlacedTrack[]): void {
    for (const [id, tiles] of this.#tiles) {
      if (tracks.some((track) => track.id === id)) continue;
      tiles.dispose();
      this.#tiles.delete(id);
    }
  }

  dispose(): void {
    this.#forgetOthers([]);
  }
}
