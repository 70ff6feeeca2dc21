import { useEffect, useRef } from 'preact/hooks';
import type { TimeSpan } from '../../src/core/time.ts';
import type { Loop } from '../ui/uiState.ts';
import { keepLooping, type LoopedClock, type LoopedPictures } from './loop.ts';

interface Looped {
  readonly loop: Loop;
  /** `null` while they are not known. */
  readonly pictures: LoopedPictures | null;
  /** Where the axis ends, in seconds. */
  readonly end: number;
  readonly range: TimeSpan | null;
  readonly shots: readonly TimeSpan[];
}

/** Plays again and again what the person chose to loop: the in/out range, without one the shot under the playhead, or all of it. */
export function useLoop(clock: LoopedClock, { loop, pictures, end, range, shots }: Looped): void {
  const latest = useRef(shots);
  latest.current = shots;
  const [rangeStart, rangeEnd] = [range?.start, range?.end];
  useEffect(() => {
    if (loop === 'off' || !pictures) return undefined;
    const all = { start: 0, end };
    const spanAt = (time: number): TimeSpan => {
      if (loop === 'clip') return all;
      if (rangeStart !== undefined && rangeEnd !== undefined) return { start: rangeStart, end: rangeEnd };
      return latest.current.find((shot) => shot.start <= time + 1e-6 && time < shot.end) ?? all;
    };
    return keepLooping(clock, pictures, spanAt);
  }, [clock, pictures, end, loop, rangeStart, rangeEnd]);
}
