import { useEffect } from 'preact/hooks';
import type { ClipThumbnails } from '../thumbnails/useThumbnails.ts';
import { FILMSTRIP_HEIGHT } from './sizes.ts';
import type { TimelineView } from './timelineView.ts';

/** Milliseconds for which the timeline has to stand still before finer thumbnails are asked for. */
const SETTLED = 120;

/** Asks for what the timeline shows as finely as its zoom can show it, and draws anew whatever comes. */
export function useShownThumbnails(
  thumbnails: ClipThumbnails | null,
  { view, width }: { readonly view: TimelineView; readonly width: number },
  redraw: { readonly current: () => void },
): void {
  useEffect(() => thumbnails?.sheets.subscribe(() => redraw.current()), [thumbnails]);
  useEffect(() => {
    if (!thumbnails || width <= 0) return undefined;
    const { sheets, want } = thumbnails;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      const { span } = view.shown;
      want('timeline', sheets.fitting(span, ((span.end - span.start) * FILMSTRIP_HEIGHT * sheets.ratio) / width));
      redraw.current();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, SETTLED);
    };
    wait();
    const stop = view.subscribe(wait);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [view, thumbnails, width]);
}
