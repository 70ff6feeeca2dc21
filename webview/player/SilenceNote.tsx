import { useEffect, useState } from 'preact/hooks';
import { IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';

/** Seconds of playback after which some sound should have been decoded. */
const ENOUGH_TO_TELL = 1;

interface SilenceNoteProps {
  readonly engine: PlayerEngine;
  readonly audioCodec: string;
  readonly onSilent: () => void;
}

/** Finds out that the sound is not decoded here and says so until it is waved away. Chromium itself reports no error. */
export function SilenceNote({ engine, audioCodec, onSilent }: SilenceNoteProps) {
  const [state, setState] = useState<'unknown' | 'silent' | 'dismissed'>('unknown');
  useEffect(() => {
    let playedFrom: number | null = null;
    const stop = engine.subscribe(() => {
      const { playing, time } = engine.state;
      if (!playing) playedFrom = null;
      else if (playedFrom === null || time < playedFrom) playedFrom = time;
      else if (time - playedFrom > ENOUGH_TO_TELL) {
        stop();
        if (engine.decodedSoundBytes() !== 0) return;
        setState('silent');
        onSilent();
      }
    });
    return stop;
  }, [engine, onSilent]);
  if (state !== 'silent') return null;
  return (
    <div class="silence-note" role="status">
      <Icon name="mute" />
      <span>{STRINGS.silentSound(audioCodec.toUpperCase())}</span>
      <IconButton label={STRINGS.dismiss} onClick={() => setState('dismissed')}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}
