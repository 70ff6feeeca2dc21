import type { ShotChange } from '../../../src/core/shotCorrections.ts';
import type { Shot } from '../../../src/core/signals.ts';
import type { TimeSpan } from '../../../src/core/time.ts';
import { mergeAt, splitAt } from './shotCommands.ts';
import type { TimelineView } from './timelineView.ts';
import { isWhole } from './view.ts';

export type TimelineAction = 'zoomIn' | 'zoomOut' | 'toggleZoom' | 'splitShot' | 'mergeShot' | 'undoShotCorrection';

interface TimelineContext {
  readonly view: TimelineView;
  /** Clip time at which the frame on screen appears. */
  readonly time: number;
  readonly shots: readonly Shot[];
  /** What was chosen last: the in/out range or the selected finding; `null` for neither. */
  readonly selection: TimeSpan | null;
  readonly onCorrectShots: (change: ShotChange) => void;
  readonly onUndo: () => void;
}

/** What keys and buttons do to the timeline. */
export function timelineCommands(context: TimelineContext): Readonly<Record<TimelineAction, () => void>> {
  const { view, time, shots, selection, onCorrectShots, onUndo } = context;
  const correct = (change: ShotChange | null) => {
    if (change) onCorrectShots(change);
  };
  return {
    zoomIn: () => view.step(1, time),
    zoomOut: () => view.step(-1, time),
    toggleZoom: () => {
      const span = selection ?? shots.find(({ start, end }) => start <= time && time < end) ?? null;
      if (!isWhole(view.shown)) view.showWhole();
      else if (span) view.zoomTo(span);
    },
    splitShot: () => correct(splitAt(shots, time)),
    mergeShot: () => correct(mergeAt(shots, time)),
    undoShotCorrection: onUndo,
  };
}
