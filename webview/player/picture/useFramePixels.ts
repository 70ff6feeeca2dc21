import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { eachFrame } from '../../ui/eachFrame.ts';
import type { Pixels } from './scopes.ts';

/** Milliseconds between two frames that are looked at while playing. */
const INTERVAL = 80;

/**
 * Calls `use` with the pixels of the frame on screen, made smaller to `width` columns: after each seek and some times a second while
 * playing. With `null` where the browser does not let them be read.
 */
export function useFramePixels(
  video: RefObject<HTMLVideoElement | null>,
  width: number,
  use: (pixels: (Pixels & ImageData) | null) => void,
): void {
  const latest = useRef(use);
  latest.current = use;
  useEffect(() => {
    const element = video.current;
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!element || !context) return undefined;
    let last = 0;
    let trailing: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(trailing);
      if (element.videoWidth === 0 || element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
      last = performance.now();
      const { canvas } = context;
      canvas.width = Math.min(width, element.videoWidth);
      canvas.height = Math.max(1, Math.round((canvas.width * element.videoHeight) / element.videoWidth));
      context.drawImage(element, 0, 0, canvas.width, canvas.height);
      let pixels: ImageData | null = null;
      try {
        pixels = context.getImageData(0, 0, canvas.width, canvas.height);
      } catch {
        // Of another origin that did not allow it.
      }
      latest.current(pixels);
    };
    const stop = eachFrame(element, () => {
      clearTimeout(trailing);
      const wait = INTERVAL - (performance.now() - last);
      if (wait <= 0) look();
      else trailing = setTimeout(look, wait);
    });
    look();
    return () => {
      clearTimeout(trailing);
      stop();
    };
  }, [video, width]);
}
