import { useEffect, useRef } from 'preact/hooks';
import { formatTime, spanLength } from '../../../src/core/time.ts';
import { STRINGS } from '../../ui/strings.ts';
import { OVERVIEW_HEIGHT } from './sizes.ts';
import type { TimelineView } from './timelineView.ts';
import { isWhole } from './view.ts';

/** Share of what is shown that an arrow key pans. */
const STEP = 0.2;

/** The overview strip as a scroll bar for keyboard and screen reader; drawn, and dragged, on the canvas. */
export function OverviewBar({ view }: { readonly view: TimelineView }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tell = () => {
      const element = root.current;
      const { duration, span } = view.shown;
      if (!element) return;
      const room = duration - spanLength(span);
      element.tabIndex = isWhole(view.shown) ? -1 : 0;
      element.setAttribute('aria-valuenow', String(room > 0 ? Math.round((100 * span.start) / room) : 0));
      element.setAttribute('aria-valuetext', `${formatTime(span.start)}–${formatTime(span.end)}`);
    };
    tell();
    return view.subscribe(tell);
  }, [view]);
  return (
    <div
      ref={root}
      class="overview-bar"
      role="scrollbar"
      tabIndex={-1}
      aria-label={STRINGS.overview}
      aria-orientation="horizontal"
      aria-controls="timeline-canvas"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      style={{ height: `${OVERVIEW_HEIGHT}px` }}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -STEP, ArrowRight: STEP, PageUp: -1, PageDown: 1 }[event.key];
        if (step === undefined) return;
        view.pan(step * spanLength(view.shown.span));
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
