import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { timeScale } from './scale.ts';
import type { TimelineView } from './timelineView.ts';

interface MovingLayerProps {
  readonly view: TimelineView;
  /** Pixels of what is shown. */
  readonly width: number;
  /** Pixels of a second for which it is rendered. */
  readonly perSecond: number;
  /** Renders what lies in the layer; `xOf` turns clip time into pixels of the layer. */
  readonly children: (xOf: (time: number) => number) => ComponentChildren;
}

/**
 * Elements over the canvas that move with what it shows. Panning moves the layer and renders nothing; its pixels count from what was
 * shown when it was rendered, since those of a whole film at a deep zoom would be more than a style sheet can count. At another zoom
 * than it was rendered for, it is stretched.
 */
export function MovingLayer({ view, width, perSecond, children }: MovingLayerProps) {
  const layer = useRef<HTMLDivElement>(null);
  const anchor = view.shown.span.start;
  useEffect(() => {
    const move = () => {
      if (!layer.current) return;
      const now = timeScale(view.shown, width);
      const stretch = perSecond > 0 ? now.perSecond / perSecond : 1;
      layer.current.style.transform = `translateX(${now.xOf(anchor)}px) scaleX(${stretch})`;
    };
    move();
    return view.subscribe(move);
  }, [view, anchor, width, perSecond]);
  return (
    <div ref={layer} class="moving-layer">
      {children((time) => (time - anchor) * perSecond)}
    </div>
  );
}
