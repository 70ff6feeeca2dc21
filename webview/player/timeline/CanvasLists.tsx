import type { VNode } from 'preact';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { FindingList, type FindingListProps } from './FindingList.tsx';
import { MovingLayer } from './MovingLayer.tsx';
import { ShotList, type ShotListProps } from './ShotList.tsx';
import type { TimelineView } from './timelineView.ts';

/** Milliseconds for which the zoom has to stand still. */
const RESTED = 120;

interface CanvasListsProps {
  readonly view: TimelineView;
  readonly width: number;
  readonly duration: number;
  /** Pixels of a second. */
  readonly perSecond: number;
  readonly shots: Omit<ShotListProps, 'xOf'>;
  readonly findings: Omit<FindingListProps, 'origin'>;
}

/**
 * What is drawn on the canvas for those who cannot see it. Their hundred elements are too many to be laid out with every frame of a
 * zoom that goes on: until it rests they are stretched.
 */
export function CanvasLists({ view, width, duration, perSecond, shots, findings }: CanvasListsProps) {
  const zoomsOn = useZoomsOn(perSecond, `${width} ${duration}`);
  const rendered = useRef<VNode | null>(null);
  if (!zoomsOn || rendered.current === null)
    rendered.current = (
      <MovingLayer {...{ view, width, perSecond }}>
        {(xOf) => (
          <>
            <ShotList {...shots} xOf={xOf} />
            <FindingList {...findings} origin={xOf(0)} />
          </>
        )}
      </MovingLayer>
    );
  // The same element as before is rendered no second time.
  return rendered.current;
}

/**
 * Whether the zoom changes again and again. A change that comes alone is none of a zoom that goes on, and neither is one that comes
 * with another `whole`: the timeline got wider or its clip longer. Renders once more when it rests.
 */
function useZoomsOn(perSecond: number, whole: string): boolean {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = useRef({ perSecond, whole });
  const zoomsOn = timer.current !== undefined && last.current.perSecond !== perSecond && last.current.whole === whole;
  if (!zoomsOn) last.current = { perSecond, whole };
  useEffect(() => {
    timer.current = setTimeout(() => {
      timer.current = undefined;
      render(null);
    }, RESTED);
    return () => clearTimeout(timer.current);
  }, [perSecond, whole]);
  return zoomsOn;
}
