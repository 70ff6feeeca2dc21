import { useRef } from 'preact/hooks';
import { STRINGS } from '../ui/strings.ts';
import { DEFAULT_TIMELINE_SHARE, TIMELINE_SHARE } from '../ui/uiState.ts';

/** How much of the height one press of an arrow moves. */
const STEP = 0.04;
/** Pixels for the border of the timeline and for rounding: a scrollbar for less would be none. */
const AIR = 2;

interface TimelineDividerProps {
  /** How much of the height above and below it the timeline may take, 0…1. */
  readonly share: number;
  readonly onShare: (share: number) => void;
}

/**
 * The border between the picture and the timeline below it, moved by dragging and by arrow keys; a double click puts it where it was
 * in the beginning. It stops where every track of the timeline is in sight.
 */
export function TimelineDivider({ share, onShare }: TimelineDividerProps) {
  /** Where the pointer was when it took hold of it, and how high the timeline was then, pixels. */
  const held = useRef({ at: 0, height: 0 });
  const move = (divider: Element, wishOf: (height: number, shown: number) => number) => {
    const height = divider.parentElement?.clientHeight ?? 0;
    const timeline = divider.nextElementSibling;
    if (!timeline || height === 0) return;
    const wish = Math.min(wishOf(height, timeline.clientHeight / height), (timeline.scrollHeight + AIR) / height);
    onShare(Math.min(Math.max(wish, TIMELINE_SHARE.least), TIMELINE_SHARE.most));
  };
  const keys: Readonly<Record<string, (shown: number) => number>> = {
    ArrowUp: (shown) => shown + STEP,
    ArrowDown: (shown) => shown - STEP,
    Home: () => TIMELINE_SHARE.least,
    End: () => TIMELINE_SHARE.most,
  };
  return (
    <hr
      class="timeline-divider"
      tabIndex={0}
      aria-label={STRINGS.timelineHeight}
      aria-orientation="horizontal"
      aria-valuemin={100 * TIMELINE_SHARE.least}
      aria-valuemax={100 * TIMELINE_SHARE.most}
      aria-valuenow={Math.round(100 * share)}
      aria-valuetext={`${Math.round(100 * share)} %`}
      onPointerDown={(event) => {
        held.current = { at: event.clientY, height: event.currentTarget.nextElementSibling?.clientHeight ?? 0 };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const { at, height: before } = held.current;
        move(event.currentTarget, (height) => (before + at - event.clientY) / height);
      }}
      onDblClick={() => onShare(DEFAULT_TIMELINE_SHARE)}
      onKeyDown={(event) => {
        const wishOf = keys[event.key];
        if (!wishOf || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        move(event.currentTarget, (_height, shown) => wishOf(shown));
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
