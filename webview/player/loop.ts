import { type FrameTable, frameAt, frameSpan, type TimeSpan } from '../../src/core/time.ts';
import type { PlayerEngine } from './engine.ts';

/** Milliseconds by which the way back begins before the last frame's time is over: a timer is late rather than early. */
const EARLY = 8;

/**
 * Plays a span again and again while the engine plays.
 *
 * @param spanAt the span to play, or `null`, for a playhead that starts playing at a time. Asked when playing starts.
 * @returns the function that stops it.
 */
export function keepLooping(engine: PlayerEngine, frames: FrameTable, spanAt: (time: number) => TimeSpan | null): () => void {
  let span = engine.state.playing ? spanAt(engine.state.time) : null;
  let wasPlaying = engine.state.playing;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = ({ start }: TimeSpan) => engine.seek(start);
  const check = () => {
    clearTimeout(timer);
    const { playing, backward, ended, time, rate } = engine.state;
    if (playing && !wasPlaying) span = spanAt(time);
    wasPlaying = playing;
    if (!span) return;
    if (ended) {
      again(span);
      void engine.play();
    } else if (playing && backward) {
      if (time <= span.start && time > 0) engine.seek(lastFrameOf(frames, span));
    } else if (playing) {
      const left = Math.min(frameSpan(frames, frameAt(frames, time)).end, span.end) - time;
      if (time >= lastFrameOf(frames, span) - 1e-6) {
        const looped = span;
        timer = setTimeout(() => again(looped), Math.max(0, (left / rate) * 1000 - EARLY));
      }
    }
  };
  const stop = engine.subscribe(check);
  check();
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** When the last frame that is shown in `span` appears. */
function lastFrameOf(frames: FrameTable, { start, end }: TimeSpan): number {
  return Math.max(start, frames.times[frameAt(frames, end - 1e-4)] ?? start);
}
