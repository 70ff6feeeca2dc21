import type { ComponentChildren } from 'preact';
import type { TimeSpan } from '../../src/core/time.ts';
import type { PlayerClip } from '../../src/protocol/messages.ts';
import { IconButton } from '../ui/Button.tsx';
import { Dropdown } from '../ui/Dropdown.tsx';
import { FilmIcon, Icon } from '../ui/Icon.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';
import type { PlayerCommand } from './keys.ts';
import { Readout } from './Readout.tsx';
import { useEngineValue } from './useEngineValue.ts';

const SPEEDS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2].map((speed) => ({ value: String(speed), text: `${speed}×` }));

interface TransportBarProps {
  readonly engine: PlayerEngine;
  readonly clip: PlayerClip | null;
  readonly range: TimeSpan | null;
  readonly hasFindings: boolean;
  readonly onCommand: (command: PlayerCommand) => void;
  /** The Evaluate control, at the end of the bar. */
  readonly children: ComponentChildren;
}

/** Playback controls, below the picture. */
export function TransportBar({ engine, clip, range, hasFindings, onCommand, children }: TransportBarProps) {
  const ready = useEngineValue(engine, (state) => state.ready);
  const playing = useEngineValue(engine, (state) => state.playing);
  return (
    <section class="transport" aria-label={STRINGS.transport}>
      <div class="transport-row">
        <div class="transport-group" role="toolbar" aria-label={STRINGS.transport}>
          <IconButton label={STRINGS.previousFinding} disabled={!hasFindings} onClick={() => onCommand('previousFinding')}>
            <FilmIcon name="previous-finding" />
          </IconButton>
          <IconButton label={STRINGS.previousFrame} disabled={!ready} onClick={() => onCommand('previousFrame')}>
            <FilmIcon name="previous-frame" />
          </IconButton>
          <IconButton
            label={playing ? STRINGS.pause : STRINGS.play}
            disabled={!ready}
            onClick={() => onCommand('playPause')}
            class="play-button"
          >
            <Icon name={playing ? 'debug-pause' : 'play'} />
          </IconButton>
          <IconButton label={STRINGS.nextFrame} disabled={!ready} onClick={() => onCommand('nextFrame')}>
            <FilmIcon name="next-frame" />
          </IconButton>
          <IconButton label={STRINGS.nextFinding} disabled={!hasFindings} onClick={() => onCommand('nextFinding')}>
            <FilmIcon name="next-finding" />
          </IconButton>
          <span class="gap" />
          <IconButton label={STRINGS.setIn} disabled={!clip} onClick={() => onCommand('setIn')}>
            <FilmIcon name="set-in" />
          </IconButton>
          <IconButton label={STRINGS.setOut} disabled={!clip} onClick={() => onCommand('setOut')}>
            <FilmIcon name="set-out" />
          </IconButton>
          <IconButton label={STRINGS.clearRange} disabled={!range} onClick={() => onCommand('clearRange')}>
            <FilmIcon name="clear-range" />
          </IconButton>
        </div>
        <Readout engine={engine} clip={clip} range={range} />
        <div class="transport-group sound-and-speed">
          <Sound engine={engine} silent={clip !== null && clip.audio === null} />
          <Speed engine={engine} />
        </div>
        <div class="transport-end">{children}</div>
      </div>
    </section>
  );
}

function Sound({ engine, silent }: { readonly engine: PlayerEngine; readonly silent: boolean }) {
  const volume = useEngineValue(engine, (state) => state.volume);
  const muted = useEngineValue(engine, (state) => state.muted);
  return (
    <>
      <IconButton
        label={silent ? STRINGS.noSound : muted ? STRINGS.unmute : STRINGS.mute}
        pressed={muted}
        disabled={silent}
        onClick={() => engine.setSound(volume, !muted)}
      >
        <Icon name={silent || muted || volume === 0 ? 'mute' : 'unmute'} />
      </IconButton>
      <input
        type="range"
        class="volume"
        aria-label={STRINGS.volume}
        title={silent ? STRINGS.noSound : STRINGS.volume}
        disabled={silent}
        min={0}
        max={1}
        step={0.05}
        value={muted ? 0 : volume}
        onInput={({ currentTarget }) => engine.setSound(currentTarget.valueAsNumber, false)}
      />
    </>
  );
}

function Speed({ engine }: { readonly engine: PlayerEngine }) {
  const rate = useEngineValue(engine, (state) => state.rate);
  return (
    <Dropdown
      label={STRINGS.speed}
      class="speed"
      value={String(rate)}
      options={SPEEDS}
      onChange={(value) => engine.setRate(Number(value))}
    />
  );
}
