import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useImperativeHandle, useRef, useState } from 'preact/hooks';
import { STRINGS } from '../../ui/strings.ts';
import { FITTED, fitScale, type PictureView, panned, placed, type Size, ZOOM_STEP, zoomed } from './pictureView.ts';

/** What keys and menus do to the picture. */
export interface PictureHandle {
  /** Zooms about the middle of the box. */
  zoom(factor: number): void;
  /** Shows each pixel of the picture as one of the screen, or else the whole picture. */
  togglePixels(): void;
}

interface PictureStageProps {
  /** The picture's own size in pixels; `null` while unknown. */
  readonly size: Size | null;
  readonly view: PictureView;
  readonly onView: (view: PictureView) => void;
  readonly handle: RefObject<PictureHandle | null>;
  readonly onPress: () => void;
  /** The picture and what lies exactly over it. */
  readonly children: ComponentChildren;
}

/** Pixels of the screen that an arrow key pans. */
const ARROW_PAN = 40;
/** Pixels that a pointer may stray before a press becomes a drag. */
const DRAG_FROM = 4;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The box of the picture: zoomed by wheel and keys, panned by dragging and, with the focus, by arrow keys. */
export function PictureStage({ size, view, onView, handle, onPress, children }: PictureStageProps) {
  const root = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Size | null>(null);
  const drag = useRef<{ x: number; y: number; moved: boolean } | null>(null);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setBox({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const measured = size && box && box.width > 0 && box.height > 0 ? { size, box } : null;
  const latest = useRef({ measured, view, onView });
  latest.current = { measured, view, onView };
  const zoom = (factor: number, point?: { x: number; y: number }) => {
    const { measured: known, view: seen, onView: tell } = latest.current;
    if (known) tell(zoomed(seen, factor, point ?? { x: known.box.width / 2, y: known.box.height / 2 }, known.size, known.box));
  };
  useImperativeHandle(handle, () => ({
    zoom: (factor) => zoom(factor),
    togglePixels() {
      const { measured: known, view: seen, onView: tell } = latest.current;
      const pixels = 1 / devicePixelRatio;
      if (seen.scale !== null && Math.abs(seen.scale - pixels) < 1e-6) tell(FITTED);
      else if (known) tell({ ...seen, scale: pixels });
    },
  }));
  useEffect(() => {
    const element = root.current;
    const onWheel = (event: WheelEvent) => {
      // In a page that scrolls, the wheel belongs to the page; a pinch says that it is meant.
      if (!event.ctrlKey && document.documentElement.scrollHeight > window.innerHeight) return;
      event.preventDefault();
      const { left, top } = element?.getBoundingClientRect() ?? { left: 0, top: 0 };
      zoom(ZOOM_STEP ** (-event.deltaY / (event.ctrlKey ? 20 : 100)), { x: event.clientX - left, y: event.clientY - top });
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);

  const pan = (x: number, y: number) => measured && onView(panned(view, { x, y }, measured.size, measured.box));
  const place = measured && placed(view, measured.size, measured.box);
  const isZoomed = view.scale !== null && measured !== null;
  const magnified = isZoomed && (view.scale ?? 0) * devicePixelRatio >= 2;
  return (
    // biome-ignore lint/a11y/useSemanticElements: it groups a picture and its overlays, no form fields.
    <div
      ref={root}
      class={`picture-stage${isZoomed ? ' picture-pan' : ''}${magnified ? ' magnified' : ''}`}
      role="group"
      aria-label={STRINGS.picture}
      tabIndex={isZoomed ? 0 : -1}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (!arrow || !isZoomed || event.ctrlKey || event.altKey || event.shiftKey) return;
        event.preventDefault();
        pan(arrow[0] * ARROW_PAN, arrow[1] * ARROW_PAN);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        drag.current = { x: event.clientX, y: event.clientY, moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={({ clientX, clientY }) => {
        const from = drag.current;
        if (!from || (!from.moved && Math.hypot(clientX - from.x, clientY - from.y) < DRAG_FROM)) return;
        pan(clientX - from.x, clientY - from.y);
        drag.current = { x: clientX, y: clientY, moved: true };
      }}
      onPointerUp={() => {
        if (drag.current && !drag.current.moved) onPress();
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
    >
      <div
        class={`picture-sheet${place ? ' placed' : ''}`}
        style={
          place
            ? { left: `${place.left}px`, top: `${place.top}px`, width: `${place.width}px`, height: `${place.height}px` }
            : undefined
        }
      >
        {children}
      </div>
      {isZoomed && (
        <span class="zoom-note">
          {STRINGS.zoom(Math.round((view.scale ?? fitScale(measured.size, measured.box)) * devicePixelRatio * 100))}
        </span>
      )}
    </div>
  );
}
