import { useEffect, useState } from 'preact/hooks';
import type { Thumbnails } from '../../../src/core/signals.ts';
import type { HostTransport } from '../../ui/hostTransport.ts';
import { FILMSTRIP_HEIGHT } from './sizes.ts';
import { ThumbnailSheets } from './thumbnailSheets.ts';
import type { TimelineView } from './timelineView.ts';

/** Milliseconds for which the timeline has to stand still before finer thumbnails are asked for. */
const SETTLED = 120;
/** Strips that are asked for at once, at most. */
const MOST_WANTED = 100;

/** The thumbnails of the clip. What is shown is asked for as finely as the zoom can show it, and nothing else is. */
export function useThumbnails(
  host: HostTransport,
  view: TimelineView,
  { sheet, duration, width }: { sheet: Thumbnails | null; duration: number; width: number },
  redraw: { readonly current: () => void },
): ThumbnailSheets | null {
  const [sheets, setSheets] = useState<ThumbnailSheets | null>(null);
  useEffect(() => {
    if (!sheet || duration <= 0) {
      setSheets(null);
      return undefined;
    }
    const held = new ThumbnailSheets(sheet, duration, () => redraw.current());
    setSheets(held);
    const stop = host.listen((message) => {
      if (message.type === 'thumbnails') void held.add(message.strip);
    });
    return () => {
      stop();
      held.dispose();
    };
  }, [host, sheet, duration]);
  useEffect(() => {
    if (!sheets || width <= 0) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = '';
    const ask = () => {
      const { span } = view.shown;
      const seconds = ((span.end - span.start) * FILMSTRIP_HEIGHT * sheets.ratio) / width;
      const wanted = sheets.missing(span, seconds).slice(0, MOST_WANTED);
      const words = JSON.stringify(wanted);
      if (words !== asked) host.post({ type: 'thumbnails', wanted });
      asked = words;
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
  }, [host, view, sheets, width]);
  return sheets;
}
