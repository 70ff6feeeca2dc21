import { displayedSize, type VideoStream } from '../../../src/core/clip.ts';
import type { BoxTrack } from '../../../src/protocol/messages.ts';
import type { PlayerEngine } from '../engine.ts';
import { useEngineValue } from '../useEngineValue.ts';
import { boxAt } from './boxAt.ts';

interface TrackedBoxesProps {
  readonly engine: PlayerEngine;
  readonly video: VideoStream;
  /** What the tracks follow. */
  readonly kind: 'face' | 'subject';
  readonly tracks: readonly BoxTrack[];
}

/** Frames around what was followed, as long as it is seen. */
export function TrackedBoxes({ engine, video, kind, tracks }: TrackedBoxesProps) {
  const time = useEngineValue(engine, (state) => (tracks.length > 0 ? state.time : 0));
  const boxes = tracks.flatMap((track) => boxAt(track, time) ?? []);
  if (boxes.length === 0) return null;
  const { width, height } = displayedSize(video);
  return (
    <svg class="region-marks" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {boxes.map((box) => (
        <rect
          key={`${box.x} ${box.y}`}
          class={`${kind}-box`}
          x={box.x * width}
          y={box.y * height}
          width={box.width * width}
          height={box.height * height}
        />
      ))}
    </svg>
  );
}
