import { useEffect, useRef } from 'preact/hooks';
import type { Shot } from '../../src/core/signals.ts';
import type { FrameTable, TimeSpan } from '../../src/core/time.ts';
import type { Loop } from '../ui/uiState.ts';
import type { PlayerEngine } from './engine.ts';
import { keepLooping } from './loop.ts';

interface Looped {
  readonly loop: Loop;
  readonly frames: FrameTable | null;
  readonly range: TimeSpan | null;
  readonly shots: readonly Shot[];
}

/** Plays again and again what the person chose to loop: the in/out range, without one the shot under the playhead, or the clip. */
export function useLoop(engine: PlayerEngine, { loop, frames, range, shots }: Looped): void {
  const latest = useRef(shots);
  latest.current = shots;
  const [start, end] = [range?.start, range?.end];
  useEffect(() => {
    if (loop === 'off' || !frames) return undefined;
    const clip = { start: 0, end: frames.end };
    const spanAt = (time: number): TimeSpan => {
      if (loop === 'clip') return clip;
      if (start !== undefined && end !== undefined) return { start, end };
      return latest.current.find((shot) => shot.start <= time + 1e-6 && time < shot.end) ?? clip;
    };
    return keepLooping(engine, frames, spanAt);
  }, [engine, frames, loop, start, end]);
}
