import { AUDIO_HOP } from '../../core/series/sound.ts';
import type { Signals } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import { largestMomentaryLoudness, loudnessOfEnergy, SHORTEST_LOUDNESS_RANGE } from '../analysis/loudness.ts';
import type { OperatorContext } from './operator.ts';

export type Sound = NonNullable<Signals['audio']>;

/** Below this loudness (LUFS over 400 ms) nothing is to be heard at a normal playback level. */
export const SILENT = -60;
/** What digital silence counts as, in LUFS: its true value, −∞, is no number one can store. */
export const FLOOR = -120;

/** Hops `from` ≤ index < `to` of the audio series. */
export interface HopRun {
  readonly from: number;
  readonly to: number;
}

/** The hops that lie in `range`; empty where the track ends before it. */
export function hopsIn(sound: Sound, range: TimeSpan): HopRun {
  const to = Math.min(Math.round(range.end / AUDIO_HOP), sound.series.rms.length);
  return { from: Math.min(Math.round(range.start / AUDIO_HOP), to), to };
}

/** Clip time covered by a run of hops, cut to the range that is judged. */
export function hopSpan({ from, to }: HopRun, range: TimeSpan): TimeSpan {
  const start = Math.max(from * AUDIO_HOP, range.start);
  return { start, end: Math.max(start, Math.min(to * AUDIO_HOP, range.end)) };
}

/** Loudness in LUFS of the loudest 400 ms in `range` (of all of it, when it is shorter); at least −120. */
export function loudestMoment(sound: Sound, range: TimeSpan): number {
  const { series } = sound;
  const { from, to } = hopsIn(sound, range);
  const enough = range.end - range.start >= SHORTEST_LOUDNESS_RANGE;
  const largest = enough ? largestMomentaryLoudness(series.loudnessEnergy, range) : null;
  if (largest !== null) return Math.max(FLOOR, largest);
  let sum = 0;
  for (let hop = from; hop < to; hop++) sum += series.loudnessEnergy[hop] ?? 0;
  return Math.max(FLOOR, loudnessOfEnergy(to > from ? sum / (to - from) : 0));
}

/** The sound to judge, or why there is nothing to judge: no track, or nothing audible on it in the range. */
export function audibleSound({
  signals,
  range,
}: OperatorContext): Sound | { readonly status: 'not-applicable'; readonly reason: string } {
  if (!signals.audio) return NO_TRACK;
  if (loudestMoment(signals.audio, range) < SILENT)
    return { status: 'not-applicable', reason: 'The sound track is silent here.' };
  return signals.audio;
}

export const NO_TRACK = { status: 'not-applicable', reason: 'The clip has no sound track.' } as const;
