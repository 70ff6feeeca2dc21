import { type FrameTable, frameAt, frameSpan, type TimeSpan } from '../../src/core/time.ts';

/** What can play a span again and again: the engine of a clip, or the common clock of several. Times are seconds on its axis. */
export interface LoopedClock {
  readonly state: {
    readonly playing: boolean;
    readonly backward: boolean;
    /** Playing came to the end of the axis. */
    readonly ended: boolean;
    readonly time: number;
    readonly rate: number;
  };
  /** Calls `listener` after each change of state; returns the function that stops it. */
  subscribe(listener: () => void): () => void;
  seek(time: number): void;
  play(): unknown;
}

/** When pictures come and go on the axis of a clock. */
export interface LoopedPictures {
  /** The picture that is on screen at a time gives way to another one. */
  endAt(time: number): number;
  /** The last picture that is shown in a span appears. */
  lastOf(span: TimeSpan): number;
}

/** The pictures of one clip. */
export function picturesOf(frames: FrameTable): LoopedPictures {
  return {
    endAt: (time) => frameSpan(frames, frameAt(frames, time)).end,
    lastOf: ({ start, end }) => Math.max(start, frames.times[frameAt(frames, end - 1e-4)] ?? start),
  };
}

/** Milliseconds by which the way back begins before the last picture's time is over: a timer is late rather than early. */
const EARLY = 8;

/**
 * Plays a span again and again while the clock plays.
 *
 * @param spanAt the span to play, or `null`, for a playhead that starts playing at a time. Asked when playing starts.
 * @returns the function that stops it.
 */
export function keepLooping(clock: LoopedClock, pictures: LoopedPictures, spanAt: (time: number) => TimeSpan | null): () => void {
  let span = clock.state.playing ? spanAt(clock.state.time) : null;
  let wasPlaying = clock.state.playing;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = ({ start }: TimeSpan) => clock.seek(start);
  const check = () => {
    clearTimeout(timer);
    const { playing, backward, ended, time, rate } = clock.state;
    if (playing && !wasPlaying) span = spanAt(time);
    wasPlaying = playing;
    if (!span) return;
    if (ended) {
      again(span);
      clock.play();
    } else if (playing && backward) {
      if (time <= span.start) clock.seek(pictures.lastOf(span));
    } else if (playing) {
      const left = Math.min(pictures.endAt(time), span.end) - time;
      if (time >= pictures.lastOf(span) - 1e-6) {
        const looped = span;
        timer = setTimeout(() => again(looped), Math.max(0, (left / rate) * 1000 - EARLY));
      }
    }
  };
  const stop = clock.subscribe(check);
  check();
  return () => {
    stop();
    clearTimeout(timer);
  };
}
