import type { Clip } from '../../core/clip.ts';
import { displayedSize } from '../../core/clip.ts';

/** The pictures in which faces are looked for. */
export interface FacePictures {
  /** Pixels, as displayed, even. */
  readonly width: number;
  readonly height: number;
  /** Every how manyeth frame is looked at. */
  readonly step: number;
  /** Pictures a second, about. */
  readonly rate: number;
}

/** More lines than this show the networks nothing more of a face that is large enough to judge. */
const MOST_LINES = 480;
/** Lips can be compared with sound from about this rate on; a silent face needs half of it. In pictures a second. */
const RATE_WITH_SOUND = 12;
const RATE_WITHOUT_SOUND = 6;

/** Which frames of a clip are looked at, and how large. Whole frames, so that their times are exact. */
export function planFacePictures({ video, audio, frames }: Pick<Clip, 'video' | 'audio' | 'frames'>): FacePictures {
  const shown = displayedSize(video);
  const factor = Math.min(1, MOST_LINES / shown.height);
  const even = (side: number) => Math.max(2, 2 * Math.round((side * factor) / 2));
  const seconds = frames.end - (frames.times[0] ?? 0);
  const frameRate = seconds > 0 ? frames.times.length / seconds : 1;
  const step = Math.max(1, Math.floor(frameRate / (audio ? RATE_WITH_SOUND : RATE_WITHOUT_SOUND) + 0.01));
  return { width: even(shown.width), height: even(shown.height), step, rate: frameRate / step };
}
