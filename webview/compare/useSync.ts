import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { type CommonTime, commonTime, type SyncMode } from '../../src/core/comparison/commonTime.ts';
import type { ComparedClip } from '../../src/protocol/compareMessages.ts';
import { Side } from './side.ts';
import { SyncClock } from './syncClock.ts';

export interface Synced {
  readonly sync: SyncClock;
  /** In the order of the clips. */
  readonly sides: readonly Side[];
  /** `null` while the clips, or their shots, are not known. */
  readonly common: CommonTime | null;
  /** Every clip is known by its shots. */
  readonly shotsKnown: boolean;
}

/**
 * Keeps the clips of the page in step.
 *
 * @param failed ids of clips that cannot be played: the others do not wait for them.
 */
export function useSync(clips: readonly ComparedClip[], mode: SyncMode, failed: ReadonlySet<string>): Synced {
  const [sync] = useState(() => new SyncClock(beforeNextPicture));
  const [made] = useState(() => new Map<string, Side>());
  const sides = clips.map(({ id }) => {
    const side = made.get(id) ?? new Side(id);
    made.set(id, side);
    return side;
  });
  const timed = clips.map((clip, index) => (failed.has(clip.id) ? null : (sides[index]?.learn(clip) ?? null)));
  // All but those of which it is known that nothing will be known.
  const complete = clips.every(({ clip, problem }) => clip !== null || problem !== null);
  const shotsKnown = commonTime(timed, 'shot') !== null;
  const common = useMemo(
    () => (complete ? commonTime(timed, shotsKnown ? mode : 'time') : null),
    [complete, mode, shotsKnown, ...timed],
  );
  // Before the next message arrives: it may be an action, which acts on the time the clips share.
  useLayoutEffect(() => sync.set(sides, common), [sync, common, ...sides]);
  return { sync, sides, common, shotsKnown };
}

function beforeNextPicture(callback: (now: number) => void): () => void {
  const handle = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(handle);
}
