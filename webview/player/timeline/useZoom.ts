import { useEffect, useReducer } from 'preact/hooks';
import { spanLength } from '../../../src/core/time.ts';
import type { TimelineView } from './timelineView.ts';

/** Pixels of a second; renders again when the zoom changes, and not while the timeline is panned. */
export function useZoom(view: TimelineView, width: number): number {
  const [, render] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    let last = spanLength(view.shown.span);
    return view.subscribe(() => {
      const length = spanLength(view.shown.span);
      // Panning moves start and end by the same amount, up to rounding.
      if (Math.abs(length - last) <= 1e-9 * Math.max(1, view.shown.duration)) return;
      last = length;
      render(null);
    });
  }, [view]);
  const length = spanLength(view.shown.span);
  return length > 0 ? width / length : 0;
}
