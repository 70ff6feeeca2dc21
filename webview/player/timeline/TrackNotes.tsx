import { STRINGS } from '../../ui/strings.ts';
import type { Scene } from './draw/scene.ts';
import { HEAD_HEIGHT } from './sizes.ts';

interface TrackNotesProps {
  readonly scene: Scene;
  /** What to say where there are no findings. */
  readonly emptyNote: string;
  /** Operators whose measurement came out empty. */
  readonly unmeasured: ReadonlySet<string>;
}

/** Words in place of what a track has nothing to draw of. */
export function TrackNotes({ scene, emptyNote, unmeasured }: TrackNotesProps) {
  return scene.tracks.map(({ id, top, height }) => {
    const note =
      id === 'empty'
        ? emptyNote
        : id === 'sound' && scene.waveform.length === 0
          ? STRINGS.noSound
          : id.startsWith('trace:') && unmeasured.has(id.slice('trace:'.length))
            ? STRINGS.nothingMeasured
            : null;
    return note === null ? null : (
      <span key={id} class="track-note" style={{ top: `${HEAD_HEIGHT + top}px`, lineHeight: `${height}px` }}>
        {note}
      </span>
    );
  });
}
