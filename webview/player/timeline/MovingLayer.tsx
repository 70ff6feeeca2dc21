import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { TimelineView } from './timelineView.ts';

interface MovingLayerProps {
  readonly view: TimelineView;
  /** Pixels of a second. */
  readonly perSecond: number;
  /** Renders what lies in the layer; `xOf` turns clip time into pixels of the layer. */
  readonly children: (xOf: (time: number) => number) => ComponentChildren;
}

/**
 * Elements over the canvas that move with what it shows. Panning moves the layer and renders nothing; its pixels count from what was
 * shown when it was rendered, since those of a whole film at a deep zoom would be more than a style sheet can count.
 */
export function MovingLayer({ view, perSecond, children }: MovingLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const anchor = view.shown.span.start;
  useEffect(() => {
    const move = () => {
      if (layer.current) layer.current.style.transform = `translateX(${(anchor - view.shown.span.start) * perSecond}px)`;
    };
    move();
    return view.subscribe(move);
  }, [view, anchor, perSecond]);
  return (
    <div ref={layer} class="moving-layer">
      {children((time) => (time - anchor) * perSecond)}
    </div>
  );
}
