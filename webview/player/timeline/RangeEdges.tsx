import { formatTime, type TimeSpan } from '../../../src/core/time.ts';
import { STRINGS } from '../../ui/strings.ts';

interface RangeEdgesProps {
  readonly range: TimeSpan;
  readonly duration: number;
  readonly xOf: (time: number) => number;
  /** Moves an edge to the frame on screen at `time`. */
  readonly onDrag: (edge: 'in' | 'out', time: number) => void;
  /** Moves an edge by whole frames. */
  readonly onNudge: (edge: 'in' | 'out', frames: number) => void;
  /** Clip time under a pointer. */
  readonly timeUnder: (event: PointerEvent) => number;
}

/** Both ends of the in/out range; they can be dragged, or nudged with the arrow keys. */
export function RangeEdges({ range, ...rest }: RangeEdgesProps) {
  return (
    <>
      <Edge edge="in" time={range.start} {...rest} />
      <Edge edge="out" time={range.end} {...rest} />
    </>
  );
}

interface EdgeProps extends Omit<RangeEdgesProps, 'range'> {
  readonly edge: 'in' | 'out';
  readonly time: number;
}

function Edge({ edge, time, duration, xOf, onDrag, onNudge, timeUnder }: EdgeProps) {
  return (
    <div
      class={`range-edge ${edge}`}
      style={{ left: `${xOf(time)}px` }}
      role="slider"
      tabIndex={0}
      aria-label={edge === 'in' ? STRINGS.inEdge : STRINGS.outEdge}
      aria-valuemin={0}
      aria-valuemax={duration}
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
