import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';
import { ProgressRing } from '../../ui/ProgressRing.tsx';
import { STRINGS } from '../../ui/strings.ts';
import type { PlayerEngine } from '../engine.ts';
import { videoPort } from '../mediaPort.ts';
import { useEngineValue } from '../useEngineValue.ts';
import { type PictureHandle, PictureStage } from './PictureStage.tsx';
import type { PictureView, Size } from './pictureView.ts';
import { type FailedSource, playFirstOf } from './sourceLadder.ts';

interface PictureProps {
  readonly engine: PlayerEngine;
  /** What plays; moved to its place here. */
  readonly video: RefObject<HTMLVideoElement>;
  readonly sources: readonly string[];
  /** The file was read and has a picture; otherwise a failure says nothing about what can be done with it. */
  readonly probed: boolean;
  readonly size: Size | null;
  readonly view: PictureView;
  readonly onView: (view: PictureView) => void;
  readonly handle: RefObject<PictureHandle | null>;
  readonly onFailed: (detail: string) => void;
  /** What lies exactly over the picture, and moves with it. */
  readonly over: ComponentChildren;
  /** What lies in the corners of its box. */
  readonly beside: ComponentChildren;
}

/** The `<video>` with marks over it, or a sentence when there is no picture to show. */
export function Picture(props: PictureProps) {
  const { engine, video, sources, probed, size, view, onView, handle, onFailed, over, beside } = props;
  const [failures, setFailures] = useState<readonly FailedSource[] | null>(null);
  const ready = useEngineValue(engine, (state) => state.ready);
  const sourceKey = sources.join('\n');

  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (video.current) place.current?.append(video.current);
  }, [video]);
  useEffect(() => (video.current ? engine.attach(videoPort(video.current)) : undefined), [engine, video]);
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
  }, [sourceKey, onFailed, video]);

  const unreadable = failures?.every(({ failure }) => failure === 'network' || failure === 'timeout') ?? false;
  const shown = ready && !failures;
  return (
    <section class="picture" aria-label={STRINGS.picture}>
      <PictureStage size={size} view={view} onView={onView} handle={handle} onPress={() => void engine.playPause()}>
        <div ref={place} class={failures ? 'picture-element hidden' : 'picture-element'} />
        {shown && over}
      </PictureStage>
      {shown && beside}
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
