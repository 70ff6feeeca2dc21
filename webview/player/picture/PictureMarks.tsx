import type { RefObject } from 'preact';
import type { VideoStream } from '../../../src/core/clip.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { BoxTrack, PlayerAnalysis } from '../../../src/protocol/messages.ts';
import type { Overlay } from '../../ui/uiState.ts';
import type { PlayerEngine } from '../engine.ts';
import { Guides } from './Guides.tsx';
import { RegionMarks } from './RegionMarks.tsx';
import { FalseColour } from './Scopes.tsx';
import { TrackedBoxes } from './TrackedBoxes.tsx';

const NO_TRACKS: readonly BoxTrack[] = [];

interface PictureMarksProps {
  readonly engine: PlayerEngine;
  readonly element: RefObject<HTMLVideoElement | null>;
  readonly overlays: readonly Overlay[];
  /** `null` until the clip was probed: what is where cannot be told before. */
  readonly video: VideoStream | null;
  readonly analysis: PlayerAnalysis | null;
  /** Nothing that was measured may show. */
  readonly isBlind: boolean;
  readonly findings: readonly Finding[];
  readonly selected: string | null;
}

/** Everything that is drawn over the picture, as the person wishes it. */
export function PictureMarks(props: PictureMarksProps) {
  const { engine, element, overlays, video, analysis, isBlind, findings, selected } = props;
  const has = (overlay: Overlay) => overlays.includes(overlay);
  const tracked = (kind: 'faces' | 'subject') => (isBlind ? NO_TRACKS : (analysis?.[kind] ?? NO_TRACKS));
  return (
    <>
      {has('falseColour') && <FalseColour video={element} />}
      <Guides overlays={overlays} />
      {video && has('boxes') && (
        <>
          <TrackedBoxes engine={engine} video={video} kind="face" tracks={tracked('faces')} />
          <RegionMarks engine={engine} video={video} findings={findings} selected={selected} />
        </>
      )}
      {video && has('subject') && <TrackedBoxes engine={engine} video={video} kind="subject" tracks={tracked('subject')} />}
    </>
  );
}
