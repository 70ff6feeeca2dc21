import { useEffect, useRef } from 'preact/hooks';
import { formatTime } from '../../../src/core/time.ts';
import type { PlayerClip } from '../../../src/protocol/messages.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { PlayerEngine } from '../engine.ts';
import { timecodeAt } from '../Readout.tsx';
import { timeScale } from './scale.ts';
import type { TimelineView } from './timelineView.ts';

/** Seconds of playback between two updates of what a screen reader is told. */
const SPOKEN_INTERVAL = 1;

interface PlayheadProps {
  readonly engine: PlayerEngine;
  readonly view: TimelineView;
  readonly clip: PlayerClip | null;
  readonly width: number;
  readonly duration: number;
}

/** The line over all tracks and its handle. Moved without rendering, because it moves with every frame. */
export function Playhead({ engine, view, clip, width, duration }: PlayheadProps) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let spoken = Number.NEGATIVE_INFINITY;
    /** Where the playhead was last; `null` until there is a picture, since coming back is no reason to look elsewhere. */
    let last: number | null = null;
    const place = () => {
      if (root.current) root.current.style.transform = `translateX(${timeScale(view.shown, width).xOf(engine.state.time)}px)`;
    };
    const move = () => {
      const { time, frame, playing, ready } = engine.state;
      // Whoever looks elsewhere is taken along when the playhead goes on outside of the part he sees.
      if (playing || (last !== null && last !== time)) view.reveal(time, frameEnd(clip, frame) ?? time);
      if (ready) last = time;
      place();
      const element = root.current;
      if (!element || (playing && Math.abs(time - spoken) < SPOKEN_INTERVAL)) return;
      spoken = time;
      element.setAttribute('aria-valuenow', time.toFixed(3));
      element.setAttribute('aria-valuetext', clip && frame !== null ? timecodeAt(clip, frame, time) : formatTime(time));
    };
    move();
    const stops = [engine.subscribe(move), view.subscribe(place)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [engine, view, clip, width]);
  return (
    <div
      ref={root}
      class="playhead"
      role="slider"
      tabIndex={0}
      aria-label={STRINGS.playhead}
      aria-valuemin={0}
      aria-valuemax={duration}
      aria-valuenow={0}
    >
      <span class="playhead-handle" />
    </div>
  );
}

/** When the frame makes room for the next one. */
function frameEnd(clip: PlayerClip | null, frame: number | null): number | undefined {
  return clip && frame !== null ? (clip.frameTimes[frame + 1] ?? clip.framesEnd) : undefined;
}
