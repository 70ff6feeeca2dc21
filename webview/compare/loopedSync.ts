import { type CommonTime, neighbourMoment } from '../../src/core/comparison/commonTime.ts';
import type { LoopedClock, LoopedPictures } from '../player/loop.ts';
import type { SyncClock } from './syncClock.ts';

/** The clock of all clips as something that can loop. */
export function loopedSync(sync: SyncClock): LoopedClock {
  return {
    get state() {
      const { moment, ...rest } = sync.state;
      return { ...rest, time: moment, backward: false };
    },
    subscribe: (listener) => sync.subscribe(listener),
    seek: (moment) => sync.seek(moment),
    play: () => sync.play(),
  };
}

/** The pictures of all clips together: another one comes whenever any clip shows another frame. */
export function commonPictures(common: CommonTime): LoopedPictures {
  return {
    endAt: (moment) => {
      const next = neighbourMoment(common, moment, 1);
      return next > moment ? next : common.end;
    },
    lastOf: ({ start, end }) => Math.max(start, neighbourMoment(common, Math.min(end, common.end), -1)),
  };
}
