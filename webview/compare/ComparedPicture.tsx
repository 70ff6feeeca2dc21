import { useEffect, useRef, useState } from 'preact/hooks';
import { type CommonTime, placeOf } from '../../src/core/comparison/commonTime.ts';
import { formatTime } from '../../src/core/time.ts';
import type { ComparedClip } from '../../src/protocol/compareMessages.ts';
import { videoPort } from '../player/mediaPort.ts';
import { playFirstOf } from '../player/picture/sourceLadder.ts';
import { useEngineValue } from '../player/useEngineValue.ts';
import { useSilence } from '../player/useSilence.ts';
import { IconButton } from '../ui/Button.tsx';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressRing } from '../ui/ProgressRing.tsx';
import type { Side } from './side.ts';
import type { SyncClock } from './syncClock.ts';
import { useSyncValue } from './useSyncValue.ts';

interface ComparedPictureProps {
  readonly compared: ComparedClip;
  readonly side: Side;
  readonly letter: string;
  readonly index: number;
  readonly sync: SyncClock;
  readonly common: CommonTime | null;
  readonly listening: boolean;
  /** Names are hidden, so that nothing may be opened that tells them. */
  readonly blind: boolean;
  readonly onListen: () => void;
  readonly onOpen: (time: number) => void;
  readonly onSilent: () => void;
  readonly onFailed: (detail: string) => void;
}

/** One side: what the clip is called, its picture, and which of its frames is on screen. */
export function ComparedPicture(props: ComparedPictureProps) {
  const { compared, side, letter, index, sync, common, listening, blind, onListen, onOpen, onSilent, onFailed } = props;
  const { engine } = side;
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const ready = useEngineValue(engine, (state) => state.ready);
  const sourceKey = compared.sources.join('\n');

  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    side.video = element;
    const detach = engine.attach(videoPort(element));
    return () => {
      side.video = null;
      detach();
    };
  }, [engine, side]);
  useEffect(() => {
    setFailed(false);
    if (!video.current || sourceKey === '') return undefined;
    return playFirstOf(video.current, sourceKey.split('\n'), (failures) => {
      setFailed(true);
      onFailed(
        failures
          .map(({ failure, message }) => `${failure}: ${message}`)
          .join('; ')
          .slice(0, 500),
      );
    });
  }, [sourceKey]);
  useEffect(() => engine.setSound(1, !listening), [engine, listening]);

  const { clip, model, name } = compared;
  const [silent, setSilent] = useState(false);
  useSilence(engine, listening && clip?.audio != null, () => {
    setSilent(true);
    onSilent();
  });
  const problem = compared.problem ?? (failed ? WORDS.cannotPlay : null);
  return (
    <section class="side" aria-label={WORDS.clip(letter, name)}>
      <header class="side-head">
        <span class="letter" aria-hidden="true">
          {letter}
        </span>
        <span class="side-name" title={name ?? ''}>
          {name ?? <span class="dim">{WORDS.hiddenName}</span>}
          {model !== null && <span class="dim model">{model}</span>}
        </span>
        {silent && listening && clip?.audio && (
          <span class="dim no-sound" role="status">
            {WORDS.silentHere(clip.audio.codec.toUpperCase())}
          </span>
        )}
        {clip && clip.audio === null ? (
          <span class="dim no-sound">{WORDS.noSound}</span>
        ) : (
          <IconButton label={WORDS.listen(letter)} pressed={listening} onClick={onListen}>
            <Icon name={listening ? 'unmute' : 'mute'} />
          </IconButton>
        )}
        {!blind && (
          <IconButton label={WORDS.openClip(letter)} onClick={() => onOpen(engine.state.time)}>
            <Icon name="go-to-file" />
          </IconButton>
        )}
      </header>
      <div class="side-picture">
        {/* biome-ignore lint/a11y/useMediaCaption: clips under review carry no captions; what is heard is described by findings. */}
        <video ref={video} preload="auto" playsInline disablePictureInPicture tabIndex={-1} onClick={() => sync.playPause()} />
        {!ready && problem === null && (
          <div class="side-note">
            <ProgressRing label={clip === null ? WORDS.preparing : WORDS.loading} />
          </div>
        )}
        {problem !== null && (
          <div class="side-note" role="alert">
            <Icon name="circle-slash" class="large" />
            <p>{problem}</p>
          </div>
        )}
      </div>
      <SideReadout side={side} index={index} sync={sync} common={common} />
    </section>
  );
}

/** The frame on screen, and whether it stays until the others are through. */
function SideReadout({ side, index, sync, common }: Pick<ComparedPictureProps, 'side' | 'index' | 'sync' | 'common'>) {
  const time = useEngineValue(side.engine, (state) => state.time);
  const frame = useEngineValue(side.engine, (state) => state.frame);
  const waiting = useSyncValue(sync, ({ moment }) => (common && placeOf(common, index, moment)?.waiting) ?? false);
  return (
    <footer class="side-foot">
      <span class="side-time">{formatTime(time)}</span>
      {frame !== null && <span class="side-frame dim">{WORDS.frame(frame)}</span>}
      {waiting && <span class="dim">{WORDS.waiting}</span>}
    </footer>
  );
}
