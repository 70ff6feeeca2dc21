import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../ui/Icon.tsx';
import { ProgressRing } from '../ui/ProgressRing.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';
import { videoPort } from './mediaPort.ts';
import { type FailedSource, playFirstOf } from './sourceLadder.ts';
import { useEngineValue } from './useEngineValue.ts';

interface PictureProps {
  readonly engine: PlayerEngine;
  readonly sources: readonly string[];
  /** The file was read and has a picture; otherwise a failure says nothing about what can be done with it. */
  readonly probed: boolean;
  readonly onFailed: (detail: string) => void;
  /** What lies over the picture. */
  readonly children?: ComponentChildren;
}

/** The `<video>` with marks over it, or a sentence when there is no picture to show. */
export function Picture({ engine, sources, probed, onFailed, children }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [failures, setFailures] = useState<readonly FailedSource[] | null>(null);
  const ready = useEngineValue(engine, (state) => state.ready);
  const sourceKey = sources.join('\n');

  useEffect(() => (video.current ? engine.attach(videoPort(video.current)) : undefined), [engine]);
  useEffect(() => {
    setFailures(null);
    if (!video.current || sourceKey === '') return undefined;
    return playFirstOf(video.current, sourceKey.split('\n'), (failed) => {
      setFailures(failed);
      onFailed(
        failed
          .map(({ failure, message }) => `${failure}: ${message}`)
          .join('; ')
          .slice(0, 500),
      );
    });
  }, [sourceKey, onFailed]);

  const unreadable = failures?.every(({ failure }) => failure === 'network' || failure === 'timeout') ?? false;
  return (
    <section class="picture" aria-label={STRINGS.picture}>
      {/* biome-ignore lint/a11y/useMediaCaption: clips under review carry no captions; what is heard is described by findings. */}
      <video
        ref={video}
        class={failures ? 'hidden' : ''}
        preload="auto"
        playsInline
        disablePictureInPicture
        tabIndex={-1}
        onClick={() => engine.playPause()}
      />
      {ready && !failures && children}
      {!ready && !failures && (
        <div class="picture-note">
          <ProgressRing label={STRINGS.loading} />
        </div>
      )}
      {failures && (
        <div class="picture-note" role="alert">
          <Icon name="circle-slash" class="large" />
          <p>
            <strong>{probed ? STRINGS.cannotPlay : STRINGS.cannotShow}</strong>
          </p>
          {probed && <p>{unreadable ? STRINGS.cannotPlayNetwork : STRINGS.cannotPlayFormat}</p>}
        </div>
      )}
    </section>
  );
}
