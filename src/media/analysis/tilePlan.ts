import type { VideoStream } from '../../core/clip.ts';
import type { TileReadings } from '../../core/series/detail.ts';
import { type TileGrid, tileGrid } from './frameGeometry.ts';

/** Seconds between two frames whose tiles are read closely. */
const STEP = 0.25;
const ACROSS = 3;
const DOWN = 3;

/** Which frames are read closely, the first one at or after each multiple of `STEP`, and where. */
export interface TilePlan {
  readonly grid: TileGrid;
  /** ffmpeg filters that let those frames pass. */
  readonly filters: string;
  /** Tells the same rule the time of the next frame, in display order, and whether the filters began anew with it. */
  see(time: number, anew: boolean): void;
  /** What was read, with the times of the frames that passed out of the times of all frames. */
  finish(frameTimes: Float64Array, series: TileReadings['series']): TileReadings;
}

export function planTiles(video: Pick<VideoStream, 'width' | 'height' | 'rotation'>): TilePlan {
  const grid = tileGrid(video, ACROSS, DOWN);
  // Both sides compare whole microseconds with half ones, so that rounding can never make them disagree on a frame.
  const step = STEP * 1e6;
  const chosen: number[] = [];
  let before = 0;
  let seen = 0;
  return {
    grid,
    filters: `settb=AVTB,select='gte(t*1000000,selected_n*${step}-0.5)'`,
    see(time, anew) {
      if (anew) before = chosen.length;
      if (Math.round(time * 1e6) >= (chosen.length - before) * step - 0.5) chosen.push(seen);
      seen++;
    },
    finish: (frameTimes, series) => ({
      times: Float64Array.from(chosen.slice(0, series.edgeWidth.length / grid.tiles.length), (frame) => frameTimes[frame] ?? 0),
      regions: grid.tiles.map(({ x, y, width, height }) => ({
        x: x / video.width,
        y: y / video.height,
        width: width / video.width,
        height: height / video.height,
      })),
      series,
    }),
  };
}
