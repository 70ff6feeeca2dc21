import { useEffect, useRef } from 'preact/hooks';
import type { PlayerEngine } from './engine.ts';

/** Seconds of playback after which some sound should have been decoded. */
const ENOUGH_TO_TELL = 1;

/**
 * Finds out, once something was played, that the sound is not decoded here: Chromium itself reports no error.
 *
 * @param heard whether the sound is meant to be heard, and looked out for.
 */
export function useSilence(engine: PlayerEngine, heard: boolean, onSilent: () => void): void {
  const latest = useRef(onSilent);
  latest.current = onSilent;
  useEffect(() => {
    if (!heard) return undefined;
    let playedFrom: number | null = null;
    const stop = engine.subscribe(() => {
      const { playing, time } = engine.state;
      if (!playing) playedFrom = null;
      else if (playedFrom === null || time < playedFrom) playedFrom = time;
      else if (time - playedFrom > ENOUGH_TO_TELL) {
        stop();
        if (engine.decodedSoundBytes() === 0) latest.current();
      }
    });
    return stop;
  }, [engine, heard]);
}
