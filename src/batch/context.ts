import type { Clip } from '../core/clip.ts';
import type { Judge } from '../core/judge.ts';
import type { Signals } from '../core/signals.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';
import type { FacePack } from '../media/faces/pack.ts';
import type { FfmpegLocation } from '../media/ffmpeg/location.ts';
import type { Store } from '../store/store.ts';

/** Everything an evaluation works with. */
export interface EvaluationContext {
  readonly ffmpeg: FfmpegLocation;
  /** What `analyse` looks for faces with; `null` or left out when it does not. */
  readonly faces?: FacePack | null;
  /** Decodes a clip into signals; in this thread or in a worker. */
  readonly analyse: (clip: Clip, options: AnalysisOptions) => Promise<Signals>;
  readonly store: Store;
  /** Where signals are kept between evaluations. */
  readonly cacheFolder: string;
  /** In the order in which they are asked; the one that only measures comes first. */
  readonly judges: readonly Judge[];
  readonly taxonomy: Taxonomy;
}

export interface AnalysisOptions {
  readonly signal?: AbortSignal;
  /** Share of the clip that is decoded, 0…1. */
  readonly onProgress?: (fraction: number) => void;
}
