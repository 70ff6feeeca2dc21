import { useMemo } from 'preact/hooks';
import type { FrameTable, TimeSpan } from '../../src/core/time.ts';
import type { Loop } from '../ui/uiState.ts';
import type { PlayerEngine } from './engine.ts';
import { picturesOf } from './loop.ts';
import { useLoop } from './useLoop.ts';

interface LoopedClip {
  readonly loop: Loop;
  /** `null` while they are not known. */
  readonly frames: FrameTable | null;
  readonly range: TimeSpan | null;
  readonly shots: readonly TimeSpan[];
}

/** Loops one clip by its own frames. */
export function useClipLoop(engine: PlayerEngine, { loop, frames, range, shots }: LoopedClip): void {
  const pictures = useMemo(() => frames && picturesOf(frames), [frames]);
  useLoop(engine, { loop, pictures, end: frames?.end ?? 0, range, shots });
}
