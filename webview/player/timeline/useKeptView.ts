import { useEffect, useRef } from 'preact/hooks';
import type { TimeSpan } from '../../../src/core/time.ts';
import type { TimelineView } from './timelineView.ts';
import { isWhole } from './view.ts';

/** Milliseconds after which what is shown is worth keeping. */
const RESTED = 400;

/** Hands over what the timeline shows whenever it has come to rest; `null` for the whole clip. */
export function useKeptView(view: TimelineView, keep: (shown: TimeSpan | null) => void): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = view.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(isWhole(view.shown) ? null : view.shown.span), RESTED);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [view]);
}
