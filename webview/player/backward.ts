/** What playing backward needs to know of the player, and does to it. Times are seconds of clip time. */
export interface BackwardPlayer {
  /** Where the playhead stands. */
  time(): number;
  /** Seconds of clip time a second. */
  rate(): number;
  show(time: number): void;
  /** The start of the clip was reached. */
  end(): void;
}

/** The screen's own beat; a test has one of its own. `now` in milliseconds. */
export interface Beat {
  request(callback: (now: number) => void): number;
  cancel(handle: number): void;
}

const SCREEN: Beat = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

export interface Backward {
  /** Goes on from `time`. */
  from(time: number): void;
  stop(): void;
}

/** Moves the playhead backward with the clock. Frames that cannot be decoded in time are left out, so that the speed holds. */
export function playBackward(player: BackwardPlayer, beat: Beat = SCREEN): Backward {
  let time = player.time();
  let last: number | null = null;
  const tick = (now: number) => {
    if (last !== null) {
      time -= ((now - last) / 1000) * player.rate();
      player.show(Math.max(0, time));
    }
    last = now;
    if (time <= 0) player.end();
    else handle = beat.request(tick);
  };
  let handle = beat.request(tick);
  return {
    from: (from) => {
      time = from;
    },
    stop: () => beat.cancel(handle),
  };
}
