import { useCallback, useEffect, useRef } from 'preact/hooks';
import { onThemeChange } from '../onThemeChange.ts';
import { drawTimeline } from './draw/drawTimeline.ts';
import { forgetGlyphs } from './draw/glyphs.ts';
import type { Gesture, Scene } from './draw/scene.ts';
import { type Palette, readPalette } from './palette.ts';
import { timeScale } from './scale.ts';
import type { TimelineView } from './timelineView.ts';

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
  const palette = useRef<Palette | null>(null);
  const request = useRef(0);
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
    const pen = { context, scale: timeScale(view.shown, width), palette: palette.current };
    drawTimeline(pen, scene, gesture.current, { scrolled: scroller.current?.scrollTop ?? 0, height });
  }, [canvas]);
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
      request.current = 0;
    };
  }, [parts.view, redraw]);
  useEffect(redraw, [redraw, parts.scene, parts.width, parts.height]);
  return redraw;
}
