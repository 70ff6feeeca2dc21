import type { Thumbnails } from '../../core/signals.ts';
import { SHEET_TILES } from '../../core/thumbnailStrip.ts';
import type { Size } from './frameGeometry.ts';

const COLUMNS = 10;

/** Which frames become thumbnails: the first one at or after each of `count` evenly spaced times. */
export interface ThumbnailPlan {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
  /** ffmpeg filters that make the one sheet out of small frames. */
  readonly filters: string;
  /** Tells the same rule the time of the next frame, in display order, and whether the filters began anew with it. */
  see(time: number, anew: boolean): void;
  /** The sheet with the times of the frames that are on it, out of the times of all frames. */
  finish(jpeg: Uint8Array, frameTimes: Float64Array): Thumbnails;
}

/**
 * @param duration of the picture, in seconds of clip time.
 * @param frames how many frames the clip is expected to have.
 */
export function planThumbnails(duration: number, frames: number, tile: Size): ThumbnailPlan {
  const count = Math.max(1, Math.min(SHEET_TILES, frames));
  const columns = Math.min(COLUMNS, count);
  const rows = Math.ceil(count / columns);
  // Both sides compare whole microseconds with half ones, so that rounding can never make them disagree on a frame.
  const step = Math.max(1, Math.floor((duration * 1e6) / count));
  const chosen: number[] = [];
  let seen = 0;
  // The sheet is handed over as it is when the filters begin anew.
  let over = false;
  return {
    count,
    columns,
    rows,
    filters: `select='lt(selected_n,${count})*gte(t*1000000,selected_n*${step}-0.5)',tile=${columns}x${rows}:nb_frames=${count}`,
    see(time, anew) {
      over ||= anew;
      if (!over && chosen.length < count && Math.round(time * 1e6) >= chosen.length * step - 0.5) chosen.push(seen);
      seen++;
    },
    finish: (jpeg, frameTimes) => ({
      times: Float64Array.from(chosen, (frame) => frameTimes[frame] ?? 0),
      width: tile.width,
      height: tile.height,
      columns,
      jpeg,
    }),
  };
}
