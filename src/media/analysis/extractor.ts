import type { Signals } from '../../core/signals.ts';

/**
 * Streaming extractors turn decoded material into the series of `Signals` while it flows by. They keep scalars per frame
 * or per hop and nothing of the material itself, so that memory does not grow with picture size and hardly with length.
 */

/** The decoder delivers sound to extractors at this rate, in samples per second. */
export const ANALYSIS_SAMPLE_RATE = 48000;

export interface AudioFormat {
  /** 1…8, in ffmpeg's channel order. */
  readonly channels: number;
  /** ffmpeg's name of the channel layout, e.g. `5.1(side)`: decides which channels weigh how much in loudness. */
  readonly layout: string;
  /** Samples per second. */
  readonly sampleRate: number;
}

export interface AudioExtractor {
  /**
   * Takes the next samples, in time order from clip time 0.
   *
   * @param interleaved any whole number of sample frames, full scale = ±1; the array is reused after the call.
   */
  push(interleaved: Float32Array): void;
  /** The series of everything pushed; a last, incomplete hop counts. Called once. */
  finish(): NonNullable<Signals['audio']>;
}
