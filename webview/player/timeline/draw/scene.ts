import type { Finding } from '../../../../src/core/finding.ts';
import type { Boundary, Shot } from '../../../../src/core/signals.ts';
import type { TimeSpan } from '../../../../src/core/time.ts';
import type { ThumbnailSheets } from '../../thumbnails/thumbnailSheets.ts';
import type { Lane } from '../lanes.ts';
import type { Palette } from '../palette.ts';
import type { TimeScale } from '../scale.ts';
import type { TraceShape } from '../traceShape.ts';
import type { PlacedTrack } from '../trackLayout.ts';
import type { Waveform } from '../waveform.ts';

/** Everything that the canvas shows, whatever part of the clip is in sight. */
export interface Scene {
  readonly duration: number;
  readonly tracks: readonly PlacedTrack[];
  readonly shots: readonly Shot[];
  readonly boundaries: readonly Boundary[];
  /** Middles of boundaries that a person put. */
  readonly corrected: readonly number[];
  /** Finest level first; none for a clip without sound. */
  readonly waveform: readonly Waveform[];
  readonly traces: readonly TraceShape[];
  readonly lanes: readonly Lane[];
  /** In time order. */
  readonly findings: readonly Finding[];
  readonly selected: string | null;
  /** Ids of the findings that the frame on screen belongs to. */
  readonly current: ReadonlySet<string>;
  /** Ids of the findings that were found on other shots than there are now. */
  readonly outdated: ReadonlySet<string>;
  /** Findings that are selected or current. */
  readonly marked: readonly Finding[];
  readonly range: TimeSpan | null;
  readonly sheets: ThumbnailSheets | null;
}

/** What changes while the pointer moves, without a new scene. */
export interface Gesture {
  /** A boundary that is being dragged, and where it would be. */
  readonly dragged: { readonly from: number; readonly to: number } | null;
}

/** Where and how a track is drawn. */
export interface Pen {
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
  /** Pixels of the screen in one of the canvas. */
  readonly density: number;
  readonly scale: TimeScale;
  readonly palette: Palette;
}
