import { useEffect } from 'preact/hooks';
import type { CompareState, KeptComparison } from '../../src/protocol/compareMessages.ts';
import type { CompareHost } from './ComparePage.tsx';
import type { CompareUi } from './compareUiState.ts';
import type { SyncClock } from './syncClock.ts';

/** Milliseconds between two times at which the position is kept. */
const KEEP_INTERVAL = 250;

/** Keeps what brings the page back: the clips, whether they are hidden, and how they are looked at. Tells the host what plays. */
export function useKeptComparison(host: CompareHost, state: CompareState | null, ui: CompareUi, sync: SyncClock): void {
  useEffect(() => {
    if (!state) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      timer = undefined;
      const kept: KeptComparison & CompareUi = {
        ...ui,
        moment: sync.state.moment,
        clips: state.clips.map(({ id }) => id),
        // Annotating ends by itself; being blind in this view was wished for.
        blind: state.blind && !state.annotating,
      };
      host.saveState(kept);
    };
    keep();
    const stop = sync.subscribe(() => {
      timer ??= setTimeout(keep, KEEP_INTERVAL);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [host, state, ui, sync]);

  useEffect(() => {
    let told = false;
    return sync.subscribe(() => {
      const { playing } = sync.state;
      if (playing === told) return;
      told = playing;
      host.post({ type: 'playing', on: playing });
    });
  }, [host, sync]);
}
