import type { ComponentChildren, RefObject } from 'preact';
import type { TimeSpan } from '../../src/core/time.ts';
import type { PlayerClip } from '../../src/protocol/messages.ts';
import type { PlayerAction } from '../../src/protocol/playerKeys.ts';
import { IconButton } from '../ui/Button.tsx';
import { Dropdown } from '../ui/Dropdown.tsx';
import { FilmIcon, Icon } from '../ui/Icon.tsx';
import { withKey } from '../ui/keyLabels.ts';
import { STRINGS } from '../ui/strings.ts';
import type { Loop, Overlay } from '../ui/uiState.ts';
import type { PlayerEngine } from './engine.ts';
import { LevelMeter } from './LevelMeter.tsx';
import { LookMenu } from './LookMenu.tsx';
import { Readout } from './Readout.tsx';
import { SPEEDS } from './shuttle.ts';
import type { PlaceUnit } from './typedPlace.ts';
import { useEngineValue } from './useEngineValue.ts';

interface TransportBarProps {
  readonly engine: PlayerEngine;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly clip: PlayerClip | null;
  readonly range: TimeSpan | null;
  readonly hasFindings: boolean;
  readonly loop: Loop;
  readonly overlays: readonly Overlay[];
  readonly typing: PlaceUnit | null;
  readonly onType: (unit: PlaceUnit | null) => void;
  readonly onCommand: (command: PlayerAction) => void;
  /** The Evaluate control, at the end of the bar. */
  readonly children: ComponentChildren;
}

/** Playback controls, below the picture. */
export function TransportBar(props: TransportBarProps) {
  const { engine, video, clip, range, hasFindings, loop, overlays, typing, onType, onCommand, children } = props;
  const ready = useEngineValue(engine, (state) => state.ready);
  const playing = useEngineValue(engine, (state) => state.playing);
  const button = (action: PlayerAction, label: string, icon: Parameters<typeof FilmIcon>[0]['name'], enabled: boolean) => (
    <IconButton label={withKey(label, action)} disabled={!enabled} onClick={() => onCommand(action)}>
      <FilmIcon name={icon} />
    </IconButton>
  );
  return (
    <section class="transport" aria-label={STRINGS.transport}>
      <div class="transport-row">
        <div class="transport-group" role="toolbar" aria-label={STRINGS.transport}>
          {button('previousFinding', STRINGS.previousFinding, 'previous-finding', hasFindings)}
          {button('previousFrame', STRINGS.previousFrame, 'previous-frame', ready)}
          <IconButton
            label={withKey(playing ? STRINGS.pause : STRINGS.play, 'playPauseAtSpeed')}
            disabled={!ready}
            onClick={() => onCommand('playPauseAtSpeed')}
            class="play-button"
          >
            <Icon name={playing ? 'debug-pause' : 'play'} />
          </IconButton>
          {button('nextFrame', STRINGS.nextFrame, 'next-frame', ready)}
          {button('nextFinding', STRINGS.nextFinding, 'next-finding', hasFindings)}
          <span class="gap" />
          {button('setIn', STRINGS.setIn, 'set-in', clip !== null)}
          {button('setOut', STRINGS.setOut, 'set-out', clip !== null)}
          {button('clearRange', STRINGS.clearRange, 'clear-range', range !== null)}
          <IconButton
            label={withKey(STRINGS.loop[loop], loop === 'clip' ? 'loopClip' : 'loopRange')}
            pressed={loop !== 'off'}
            disabled={!clip}
            onClick={() => onCommand(loop === 'clip' ? 'loopClip' : 'loopRange')}
            class={loop === 'off' ? '' : 'is-on'}
          >
            <FilmIcon name="loop" />
          </IconButton>
        </div>
        <Readout engine={engine} clip={clip} range={range} typing={typing} onType={onType} />
        <div class="transport-group sound-and-speed">
          <Sound engine={engine} video={video} silent={clip !== null && clip.audio === null} />
          <Speed engine={engine} />
          <LookMenu overlays={overlays} loop={loop} disabled={!ready} onCommand={onCommand} />
        </div>
        <div class="transport-end">{children}</div>
      </div>
    </section>
  );
}

interface SoundProps {
  readonly engine: PlayerEngine;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly silent: boolean;
}

function Sound({ engine, video, silent }: SoundProps) {
  const volume = useEngineValue(engine, (state) => state.volume);
  const muted = useEngineValue(engine, (state) => state.muted);
  return (
    <>
      <IconButton
        label={silent ? STRINGS.noSound : withKey(muted ? STRINGS.unmute : STRINGS.mute, 'toggleMute')}
        pressed={muted}
        disabled={silent}
        onClick={() => engine.setSound(volume, !muted)}
      >
        <Icon name={silent || muted || volume === 0 ? 'mute' : 'unmute'} />
      </IconButton>
      <span class="volume-and-level">
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
        {!silent && <LevelMeter engine={engine} video={video} />}
      </span>
    </>
  );
}

function Speed({ engine }: { readonly engine: PlayerEngine }) {
  const rate = useEngineValue(engine, (state) => state.rate);
  const backward = useEngineValue(engine, (state) => state.backward);
  const text = (speed: number) => `${backward && speed === rate ? '−' : ''}${speed}×`;
  return (
    <Dropdown
      label={backward ? STRINGS.backward(`${rate}×`) : STRINGS.speed}
      class="speed"
      value={String(rate)}
      options={SPEEDS.map((speed) => ({ value: String(speed), text: text(speed) }))}
      onChange={(value) => engine.setRate(Number(value))}
    />
  );
}
