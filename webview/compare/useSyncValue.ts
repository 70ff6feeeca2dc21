import { useEffect, useRef, useState } from 'preact/hooks';
import type { SyncClock } from './syncClock.ts';
import type { SyncState } from './syncState.ts';

/** A value read from the common clock; the component renders again only when the value changes. */
export function useSyncValue<T extends string | number | boolean>(sync: SyncClock, select: (state: SyncState) => T): T {
  const latest = useRef(select);
  latest.current = select;
  const [, setSeen] = useState<T>(() => select(sync.state));
  useEffect(() => {
    const update = () => setSeen(() => latest.current(sync.state));
    update();
    return sync.subscribe(update);
  }, [sync]);
  return select(sync.state);
}
