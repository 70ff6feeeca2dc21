import { useEffect, useState } from 'preact/hooks';
import { IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';

/** Seconds of playback after which some sound should have been decoded. */
const ENOUGH_TO_TELL = 1;

/** Says under the picture that the sound is not decoded here, until it is waved away. Chromium itself reports no error. */
export function SilenceNote({ engine, audioCodec }: { readonly engine: PlayerEngine; readonly audioCodec: string }) {
  const [state, setState] = useState<'unknown' | 'silent' | 'dismissed'>('unknown');
  useEffect(() => {
    let playedFrom: number | null = null;
    const stop = engine.subscribe(() => {
      const { playing, time } = engine.state;
      if (!playing) playedFrom = null;
      else if (playedFrom === null || time < playedFrom) playedFrom = time;
      else if (time - playedFrom > ENOUGH_TO_TELL) {
        if (engine.decodedSoundBytes() === 0) setState('silent');
        stop();
      }
    });
    return stop;
  }, [engine]);
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
