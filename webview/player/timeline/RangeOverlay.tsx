import { formatTime, type TimeSpan } from '../../../src/core/time.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { TimeScale } from './scale.ts';

interface RangeOverlayProps {
  readonly range: TimeSpan;
  readonly scale: TimeScale;
  /** Moves an edge to the frame on screen at `time`. */
  readonly onDrag: (edge: 'in' | 'out', time: number) => void;
  /** Moves an edge by whole frames. */
  readonly onNudge: (edge: 'in' | 'out', frames: number) => void;
  /** Clip time under a pointer. */
  readonly timeUnder: (event: PointerEvent) => number;
}

/** Dims what lies outside the in/out range. For thumbnails alone: words and findings stay as readable as elsewhere. */
export function OutsideRange({ range, scale }: Pick<RangeOverlayProps, 'range' | 'scale'>) {
  return (
    <>
      <span class="outside-range" style={{ left: 0, width: `${scale.xOf(range.start)}px` }} />
      <span class="outside-range" style={{ left: `${scale.xOf(range.end)}px`, right: 0 }} />
    </>
  );
}

/** The in/out range: its edges can be dragged, or nudged with the arrow keys. */
export function RangeOverlay({ range, scale, onDrag, onNudge, timeUnder }: RangeOverlayProps) {
  const from = scale.xOf(range.start);
  const to = scale.xOf(range.end);
  return (
    <>
      <span class="range-bar" style={{ left: `${from}px`, width: `${to - from}px` }} />
      <Edge edge="in" x={from} time={range.start} scale={scale} onDrag={onDrag} onNudge={onNudge} timeUnder={timeUnder} />
      <Edge edge="out" x={to} time={range.end} scale={scale} onDrag={onDrag} onNudge={onNudge} timeUnder={timeUnder} />
    </>
  );
}

interface EdgeProps extends Omit<RangeOverlayProps, 'range'> {
  readonly edge: 'in' | 'out';
  readonly x: number;
  readonly time: number;
}

function Edge({ edge, x, time, scale, onDrag, onNudge, timeUnder }: EdgeProps) {
  return (
    <div
      class={`range-edge ${edge}`}
      style={{ left: `${x}px` }}
      role="slider"
      tabIndex={0}
      aria-label={edge === 'in' ? STRINGS.inEdge : STRINGS.outEdge}
      aria-valuemin={0}
      aria-valuemax={scale.duration}
      aria-valuenow={time}
      aria-valuetext={formatTime(time)}
      title={`${edge === 'in' ? STRINGS.inEdge : STRINGS.outEdge} ${formatTime(time)}`}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onDrag(edge, timeUnder(event));
      }}
      onKeyDown={(event) => {
        const frames = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (frames === 0) return;
        onNudge(edge, frames);
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
