import { useEffect, useRef } from 'preact/hooks';
import type { Finding } from '../../../src/core/finding.ts';
import type { Gesture, Scene } from './draw/scene.ts';
import { type Hit, hitTest, middleOf } from './hitTest.ts';
import { type TimeScale, timeScale } from './scale.ts';
import { snapTarget } from './snapping.ts';
import type { TimelineView } from './timelineView.ts';

/** How much a pixel of a wheel with Ctrl, or of a pinch on a touchpad, zooms. */
const WHEEL_ZOOM = 0.004;
/** Pixels of a line, for wheels that count in lines. */
const LINE = 16;

/** Where the pointer is and what is there. */
export interface Pointed {
  /** Seconds of clip time. */
  readonly time: number;
  /** Pixels from the left of the tracks. */
  readonly x: number;
  readonly hit: Hit;
}

interface PointerParts {
  readonly view: TimelineView;
  readonly scene: Scene;
  readonly width: number;
  readonly snaps: ArrayLike<number>;
  readonly gesture: { current: Gesture };
  readonly redraw: () => void;
  readonly onSeek: (time: number) => void;
  readonly onSelect: (finding: Finding) => void;
  /** Opens what stands behind a finding. */
  readonly onOpen: (finding: Finding) => void;
  /** Where a boundary comes to lie that is dragged to a time: at the start of a frame, between its neighbours. */
  readonly boundaryAt: (from: number, time: number) => number;
  readonly onMoveBoundary: (from: number, to: number) => void;
  /** The pointer moved, or left (`null`). Comes with every event, so that whoever is told renders little. */
  readonly onPoint: (pointed: Pointed | null) => void;
}

type Drag =
  | { readonly kind: 'scrub' }
  | { readonly kind: 'overview' }
  | { readonly kind: 'pan'; x: number }
  | { readonly kind: 'boundary'; readonly from: number };

/**
 * The pointer over the tracks: a click seeks or selects, dragging scrubs, moves a boundary or pans, two fingers pinch, the wheel zooms
 * with Ctrl and pans with Shift, sideways, and by itself where it has nothing to scroll. Alt keeps from snapping.
 *
 * @param area the element that holds the canvas.
 * @param scroller the box that scrolls the tracks.
 */
export function usePointer(
  area: { readonly current: HTMLElement | null },
  scroller: { readonly current: HTMLElement | null },
  parts: PointerParts,
): void {
  const latest = useRef(parts);
  latest.current = parts;
  useEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    const fingers = new Map<number, PointerEvent>();
    let drag: Drag | null = null;

    const scaleNow = (): TimeScale => timeScale(latest.current.view.shown, latest.current.width);
    const xOf = ({ clientX }: { clientX: number }) => clientX - element.getBoundingClientRect().left;
    const hitOf = (event: { clientX: number; clientY: number }): Hit => {
      const box = scroller.current;
      const y = event.clientY - (box?.getBoundingClientRect().top ?? 0);
      return hitTest(latest.current.scene, scaleNow(), { x: xOf(event), y, scrolled: box?.scrollTop ?? 0 });
    };
    const snapped = (event: PointerEvent): number => {
      const scale = scaleNow();
      const time = scale.timeOf(xOf(event));
      const wanted = event.altKey ? time : (snapTarget(latest.current.snaps, time, scale.perSecond) ?? time);
      // What is dragged over the edge stays at it, or the timeline would run away under the pointer.
      const { start, end } = latest.current.view.shown.span;
      return Math.min(Math.max(wanted, start), end);
    };
    const setDragged = (dragged: Gesture['dragged']) => {
      latest.current.gesture.current = { dragged };
      latest.current.redraw();
    };
    const lookAround = (event: PointerEvent) => {
      const { view, width, scene } = latest.current;
      const middle = (xOf(event) / width) * scene.duration;
      const { start, end } = view.shown.span;
      view.pan(middle - (start + end) / 2);
    };

    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest('[role=slider]')) return;
      element.setPointerCapture(event.pointerId);
      if (event.pointerType === 'touch') {
        fingers.set(event.pointerId, event);
        if (fingers.size === 2) drag = null;
      }
      if (fingers.size > 1) return;
      if (event.button === 1) {
        event.preventDefault();
        drag = { kind: 'pan', x: event.clientX };
        return;
      }
      if (event.button !== 0) return;
      const hit = hitOf(event);
      if (hit.kind === 'overview') {
        drag = { kind: 'overview' };
        lookAround(event);
      } else if (hit.kind === 'boundary') {
        const from = middleOf(hit.boundary);
        drag = { kind: 'boundary', from };
        setDragged({ from, to: from });
      } else if (hit.kind === 'marker')
        latest.current.onSelect(chosenOf(hit.marker.findings, latest.current.scene.selected, hit.marker.gravest));
      else {
        drag = { kind: 'scrub' };
        latest.current.onSeek(snapped(event));
      }
    };
    const onMove = (event: PointerEvent) => {
      if (fingers.size === 2 && fingers.has(event.pointerId)) return pinch(event);
      const hit = hitOf(event);
      if (!drag) element.style.cursor = hit.kind === 'boundary' ? 'ew-resize' : hit.kind === 'marker' ? 'pointer' : '';
      if (drag?.kind === 'scrub') latest.current.onSeek(snapped(event));
      else if (drag?.kind === 'overview') lookAround(event);
      else if (drag?.kind === 'boundary')
        setDragged({ from: drag.from, to: latest.current.boundaryAt(drag.from, snapped(event)) });
      else if (drag?.kind === 'pan') {
        latest.current.view.pan((drag.x - event.clientX) / scaleNow().perSecond);
        drag.x = event.clientX;
      }
      latest.current.onPoint({ time: scaleNow().timeOf(xOf(event)), x: xOf(event), hit });
    };
    const pinch = (event: PointerEvent) => {
      const before = [...fingers.values()].map(xOf);
      fingers.set(event.pointerId, event);
      const after = [...fingers.values()].map(xOf);
      const apart = ([a = 0, b = 0]: number[]) => Math.max(8, Math.abs(a - b));
      const middle = ([a = 0, b = 0]: number[]) => (a + b) / 2;
      const { view } = latest.current;
      view.zoomAt(scaleNow().timeOf(middle(before)), apart(before) / apart(after));
      view.pan((middle(before) - middle(after)) / scaleNow().perSecond);
    };
    const onUp = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      const { dragged } = latest.current.gesture.current;
      if (drag?.kind === 'boundary') {
        setDragged(null);
        if (dragged && event.type === 'pointerup') latest.current.onMoveBoundary(dragged.from, dragged.to);
      }
      drag = null;
    };
    const onDouble = (event: MouseEvent) => {
      const hit = hitOf(event);
      if (hit.kind === 'overview') latest.current.view.showWhole();
      if (hit.kind !== 'marker') return;
      const { findings, gravest, span } = hit.marker;
      // Zooming tells findings apart, until they fill what is shown.
      const isNarrow = (span.end - span.start) * scaleNow().perSecond < latest.current.width / 2;
      if (findings.length > 1 && isNarrow) latest.current.view.zoomTo(span);
      else latest.current.onOpen(gravest);
    };
    // What scrolls keeps the wheel: first the tracks, then the page.
    const scrolls = () =>
      [scroller.current, document.documentElement].some((box) => box !== null && box.scrollHeight > box.clientHeight);
    const onWheel = (event: WheelEvent) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      const { view } = latest.current;
      // Two fingers never move straight: what they do most counts.
      const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (event.ctrlKey || event.metaKey) view.zoomAt(scaleNow().timeOf(xOf(event)), Math.exp(event.deltaY * unit * WHEEL_ZOOM));
      else if (event.shiftKey || isSideways || !scrolls())
        view.pan(((isSideways ? event.deltaX : event.deltaY) * unit) / scaleNow().perSecond);
      else return;
      event.preventDefault();
      // What was told lies elsewhere now, and telling with every turn of the wheel would cost more than the turn.
      latest.current.onPoint(null);
    };
    const onLeave = () => latest.current.onPoint(null);

    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    element.addEventListener('pointerleave', onLeave);
    element.addEventListener('dblclick', onDouble);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('dblclick', onDouble);
      element.removeEventListener('wheel', onWheel);
    };
  }, []);
}

/** The gravest finding of a marker; where one of it is selected already, the one after it. */
function chosenOf(findings: readonly Finding[], selected: string | null, gravest: Finding): Finding {
  const index = findings.findIndex(({ id }) => id === selected);
  return (index >= 0 ? findings[(index + 1) % findings.length] : undefined) ?? gravest;
}
