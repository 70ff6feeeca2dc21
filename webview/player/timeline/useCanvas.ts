import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import { onThemeChange } from '../onThemeChange.ts';
import { forgetGlyphs } from './draw/glyphs.ts';
import type { Gesture, Scene } from './draw/scene.ts';
import { TimelinePainter } from './draw/timelinePainter.ts';
import { type Palette, readPalette } from './palette.ts';
import { scaleAt, timeScale } from './scale.ts';
import type { TimelineView } from './timelineView.ts';

/** Milliseconds for which nothing has to change before the timeline gets ready to be panned. */
const RESTED = 60;

interface CanvasParts {
  readonly view: TimelineView;
  readonly scene: Scene;
  readonly gesture: { readonly current: Gesture };
  /** The box whose scrolling brings tracks into sight. */
  readonly scroller: { readonly current: HTMLElement | null };
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Keeps the canvas up to date: at most one drawing for each frame of the screen. Returns what asks for another one. */
export function useCanvas(canvas: { readonly current: HTMLCanvasElement | null }, parts: CanvasParts): () => void {
  const latest = useRef(parts);
  latest.current = parts;
  const painter = useMemo(() => new TimelinePainter(), []);
  const palette = useRef<Palette | null>(null);
  const request = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const draw = useCallback(() => {
    request.current = 0;
    const element = canvas.current;
    const context = element?.getContext('2d');
    const { view, scene, gesture, scroller, width, height } = latest.current;
    if (!element || !context || width <= 0 || height <= 0) return;
    const density = window.devicePixelRatio;
    if (element.width !== Math.round(width * density) || element.height !== Math.round(height * density)) {
      element.width = Math.round(width * density);
      element.height = Math.round(height * density);
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    palette.current ??= readPalette(element);
    const shown = timeScale(view.shown, width);
    // On whole pixels of the screen, so that what is drawn already fits wherever it is panned to.
    const scale = scaleAt(shown, Math.round(shown.offset * density) / density, width);
    const pen = { context, density, scale, palette: palette.current };
    const changed = painter.draw(pen, scene, gesture.current, { scrolled: scroller.current?.scrollTop ?? 0, height });
    clearTimeout(rest.current);
    if (changed) rest.current = setTimeout(draw, RESTED);
  }, [canvas, painter]);
  const redraw = useCallback(() => {
    if (request.current === 0) request.current = requestAnimationFrame(draw);
  }, [draw]);
  useEffect(() => {
    const restyle = () => {
      palette.current = null;
      forgetGlyphs();
      redraw();
    };
    const contrast = window.matchMedia('(forced-colors: active)');
    contrast.addEventListener('change', restyle);
    document.fonts.load('14px codicon').then(restyle, () => {}); // without the font, colour and words still tell
    const stopTheme = onThemeChange(restyle);
    const box = parts.scroller.current;
    box?.addEventListener('scroll', redraw, { passive: true });
    const stopView = parts.view.subscribe(redraw);
    return () => {
      contrast.removeEventListener('change', restyle);
      stopTheme();
      box?.removeEventListener('scroll', redraw);
      stopView();
      cancelAnimationFrame(request.current);
      clearTimeout(rest.current);
      request.current = 0;
      painter.dispose();
    };
  }, [parts.view, painter, redraw]);
  useEffect(redraw, [redraw, parts.scene, parts.width, parts.height]);
  return redraw;
}
