import { commonTime, type TimedClip } from '../../src/core/comparison/commonTime.ts';
import { PlayerEngine } from '../player/engine.ts';
import { TestMedia } from '../player/testMedia.ts';
import { SyncClock } from './syncClock.ts';
import type { SyncMember } from './syncState.ts';

/** A clip of equal frames, with a cut at so many seconds. */
export function clip(rate: number, frames: number, cut: number | null = null): TimedClip {
  const times = Float64Array.from({ length: frames }, (_, index) => index / rate);
  const duration = frames / rate;
  const shots =
    cut === null
      ? [{ start: 0, end: duration }]
      : [
          { start: 0, end: cut },
          { start: cut, end: duration },
        ];
  return { table: { times, end: duration }, duration, shots };
}

/** Clips that play as the test says, and a clock that ticks when the test says. */
export function together(clips: readonly TimedClip[], mode: 'time' | 'shot' = 'time') {
  const sides = clips.map((timed) => {
    const engine = new PlayerEngine();
    const media = new TestMedia();
    engine.attach(media);
    media.say({ type: 'loaded', duration: timed.duration });
    engine.setClip({ table: timed.table, startTime: 0, duration: timed.duration });
    return { engine, media, at: 0 };
  });
  let tick: ((now: number) => void) | null = null;
  const sync = new SyncClock((callback) => {
    tick = callback;
    return () => {
      tick = null;
    };
  });
  const members = sides.map((side): SyncMember => ({ engine: side.engine, clock: () => side.at }));
  sync.set(members, commonTime(clips, mode));
  /** Lets every seek land on the frame that was asked for. */
  const settle = () => {
    for (const side of sides) {
      for (let more = true; more; ) {
        const { frame } = side.engine.state;
        const sought = side.media.seeks.length;
        side.at = clips[sides.indexOf(side)]?.table.times[frame ?? 0] ?? 0;
        side.media.land(side.at);
        more = side.media.seeks.length > sought;
      }
    }
  };
  return {
    sync,
    sides,
    members,
    settle,
    tick: (now = 0) => tick?.(now),
    frames: () => sides.map(({ engine }) => engine.state.frame),
  };
}
