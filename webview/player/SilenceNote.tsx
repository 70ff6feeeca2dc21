import { useState } from 'preact/hooks';
import { IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';
import { useSilence } from './useSilence.ts';

interface SilenceNoteProps {
  readonly engine: PlayerEngine;
  readonly audioCodec: string;
  readonly onSilent: () => void;
}

/** Finds out that the sound is not decoded here and says so until it is waved away. */
export function SilenceNote({ engine, audioCodec, onSilent }: SilenceNoteProps) {
  const [state, setState] = useState<'unknown' | 'silent' | 'dismissed'>('unknown');
  useSilence(engine, true, () => {
    setState('silent');
    onSilent();
  });
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
