import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import { eachFrame } from '../ui/eachFrame.ts';
import { drawDifference, drawWipe } from './drawMix.ts';
import type { Side } from './side.ts';

interface MixedPictureProps {
  readonly layout: 'wipe' | 'difference';
  readonly first: Side;
  readonly second: Side;
  /** Share of the width that is the first clip's, 0…1. */
  readonly wipe: number;
  readonly gain: number;
  readonly onWipe: (share: number) => void;
  readonly onPress: () => void;
}

/** Two clips in one picture: a wipe between them, or what differs. Drawn anew for each frame that either of them shows. */
export function MixedPicture({ layout, first, second, wipe, gain, onWipe, onPress }: MixedPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const draw = useRef(() => {});
  draw.current = () => {
    const context = sizedContext(canvas);
    if (!context || !first.video || !second.video) return;
    if (layout === 'wipe') drawWipe(context, first.video, second.video, wipe);
    else drawDifference(context, first.video, second.video, gain);
  };
  useEffect(() => draw.current());
  useEffect(() => {
    const stops = [first.video, second.video].map((video) => (video ? eachFrame(video, () => draw.current()) : () => {}));
    const observer = new ResizeObserver(() => draw.current());
    if (canvas.current) observer.observe(canvas.current);
    return () => {
      observer.disconnect();
      for (const stop of stops) stop();
    };
  }, [first, second]);

  const drag = useRef(false);
  const follow = ({ clientX }: PointerEvent) => {
    const box = canvas.current?.getBoundingClientRect();
    if (box && box.width > 0) onWipe(Math.min(1, Math.max(0, (clientX - box.left) / box.width)));
  };
  return (
    <canvas
      ref={canvas}
      class={`mix ${layout}`}
      role="img"
      aria-label={WORDS.layouts[layout]}
      onPointerDown={(event) => {
        if (layout !== 'wipe') return onPress();
        drag.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => drag.current && follow(event)}
      onPointerUp={() => {
        drag.current = false;
      }}
    />
  );
}

/** The context of a canvas with one pixel for each of the screen. */
function sizedContext({ current: canvas }: RefObject<HTMLCanvasElement | null>): CanvasRenderingContext2D | null {
  if (!canvas) return null;
  const width = Math.round(canvas.clientWidth * devicePixelRatio);
  const height = Math.round(canvas.clientHeight * devicePixelRatio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return width > 0 && height > 0 ? canvas.getContext('2d') : null;
}
