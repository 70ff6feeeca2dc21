import { formatTime } from '../../../src/core/time.ts';
import { STRINGS } from '../../ui/strings.ts';
import { CanvasListbox } from './CanvasListbox.tsx';
import type { Scene } from './draw/scene.ts';
import { middleOf } from './hitTest.ts';
import { boundaryWords } from './placeWords.ts';
import { HEAD_HEIGHT } from './sizes.ts';

export interface ShotListProps {
  readonly scene: Scene;
  readonly xOf: (time: number) => number;
  /** Position of the shot under the playhead. */
  readonly current: number;
  readonly onReach: (time: number) => void;
  readonly onSeek: (time: number) => void;
  /** Moves the boundary at which a shot starts by whole frames. */
  readonly onNudge: (boundary: number, frames: number) => void;
  /** Makes the shot one with the one before. */
  readonly onMerge: (boundary: number) => void;
}

/** The shots in time order. Alt and an arrow move where a shot starts, Delete joins it with the one before. */
export function ShotList({ scene, xOf, current, onReach, onSeek, onNudge, onMerge }: ShotListProps) {
  const { shots, boundaries, tracks } = scene;
  const track = tracks.find(({ id }) => id === 'shots');
  const boundaryOf = (index: number) => {
    const start = shots[index]?.start ?? 0;
    return index === 0 ? null : (boundaries.find((boundary) => middleOf(boundary) === start) ?? null);
  };
  return (
    <CanvasListbox
      name="shot"
      label={STRINGS.shotsInTime(shots.length)}
      count={track ? shots.length : 0}
      selected={current}
      optionAt={(i) => {
        const shot = shots[i];
        if (!shot || !track) return null;
        const boundary = boundaryOf(i);
        const words = [
          STRINGS.shot(i + 1),
          `${formatTime(shot.start)}–${formatTime(shot.end)}`,
          ...(boundary ? boundaryWords(scene, boundary) : []),
        ];
        const [x, end] = [xOf(shot.start), xOf(shot.end)];
        const place = { x, y: HEAD_HEIGHT + track.top, width: end - x, height: track.height };
        return { id: `shot ${shot.index}`, label: words.join(' · '), place };
      }}
      onReach={(i) => onReach(shots[i]?.start ?? 0)}
      onChoose={(i) => onSeek(shots[i]?.start ?? 0)}
      onKey={({ key, altKey }, i) => {
        const boundary = boundaryOf(i);
        const frames = altKey ? ({ ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0) : 0;
        if (frames !== 0 && boundary) onNudge(middleOf(boundary), frames);
        else if (key === 'Delete' && boundary) onMerge(middleOf(boundary));
        else return false;
        return true;
      }}
    />
  );
}
