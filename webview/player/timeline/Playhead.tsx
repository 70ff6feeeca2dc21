import { useEffect, useRef } from 'preact/hooks';
import { formatTime } from '../../../src/core/time.ts';
import type { PlayerClip } from '../../../src/protocol/messages.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { PlayerEngine } from '../engine.ts';
import { timecodeAt } from '../Readout.tsx';
import type { TimeScale } from './scale.ts';

/** Seconds of playback between two updates of what a screen reader is told. */
const SPOKEN_INTERVAL = 1;

interface PlayheadProps {
  readonly engine: PlayerEngine;
  readonly clip: PlayerClip | null;
  readonly scale: TimeScale;
}

/** The line over all tracks and its handle. Moved without rendering, because it moves with every frame. */
export function Playhead({ engine, clip, scale }: PlayheadProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let spoken = Number.NEGATIVE_INFINITY;
    const move = () => {
      const { time, frame, playing } = engine.state;
      const element = root.current;
      if (!element) return;
      element.style.transform = `translateX(${scale.xOf(time)}px)`;
      if (playing && Math.abs(time - spoken) < SPOKEN_INTERVAL) return;
      spoken = time;
      element.setAttribute('aria-valuenow', time.toFixed(3));
      element.setAttribute('aria-valuetext', clip && frame !== null ? timecodeAt(clip, frame, time) : formatTime(time));
    };
    move();
    return engine.subscribe(move);
  }, [engine, clip, scale]);
  return (
    <div
      ref={root}
      class="playhead"
      role="slider"
      tabIndex={0}
      aria-label={STRINGS.playhead}
      aria-valuemin={0}
      aria-valuemax={scale.duration}
      aria-valuenow={0}
    >
      <span class="playhead-handle" />
    </div>
  );
}
