import { useMemo } from 'preact/hooks';
import type { TimeSpan } from '../../src/core/time.ts';
import type { ComparedClip } from '../../src/protocol/compareMessages.ts';
import { rangeOf } from '../player/inOut.ts';
import { useLoop } from '../player/useLoop.ts';
import type { CompareUi } from './compareUiState.ts';
import { commonPictures, loopedSync } from './loopedSync.ts';
import type { Synced } from './useSync.ts';

const NO_SHOTS: readonly TimeSpan[] = [];

/** Loops all clips together. @returns the range from in to out point, or `null`. */
export function useCommonLoop(
  { sync, common }: Synced,
  { loop, marks, sync: mode }: CompareUi,
  clips: readonly ComparedClip[],
): TimeSpan | null {
  const clock = useMemo(() => loopedSync(sync), [sync]);
  const pictures = useMemo(() => common && commonPictures(common), [common]);
  const end = common?.end ?? 0;
  const range = rangeOf(marks, end);
  // Of clips that are held against each other by time, the first one says what a shot is.
  const shots = mode === 'shot' ? common?.stretches : clips[0]?.shots;
  useLoop(clock, { loop, pictures, end, range, shots: shots ?? NO_SHOTS });
  return range;
}
