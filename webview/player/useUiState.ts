import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { HostTransport } from '../ui/hostTransport.ts';
import { parseUiState, type UiState } from '../ui/uiState.ts';
import type { PlayerEngine } from './engine.ts';

/** Milliseconds between two times at which the playhead is kept. */
const KEEP_INTERVAL = 500;

export type ChangeUi = (change: Partial<UiState> | ((kept: UiState) => Partial<UiState>)) => void;

interface KeptUi {
  readonly ui: UiState;
  readonly change: ChangeUi;
  /** Takes over how the user listened and looked in the player before, where this page has nothing of its own to remember. */
  readonly adopt: (habits: unknown) => void;
}

/** What the page remembers about itself, kept with the host whenever it changes. Sound, speed and playhead are the engine's. */
export function useUiState(host: HostTransport, engine: PlayerEngine): KeptUi {
  const isFresh = useRef(host.loadState() === undefined);
  const [ui, setUi] = useState(() => parseUiState(host.loadState()));
  const change = useCallback<ChangeUi>(
    (wish) => setUi((kept) => ({ ...kept, ...(typeof wish === 'function' ? wish(kept) : wish) })),
    [],
  );
  const latest = useRef(ui);
  latest.current = ui;
  const told = useRef('');
  const keep = useCallback(() => {
    const { rate, volume, muted, time } = engine.state;
    host.saveState({ ...latest.current, rate, volume, muted, time });
    const { loop, overlays, timelineShare } = latest.current;
    const habits = { rate, volume, muted, loop, overlays, timelineShare };
    if (isFresh.current || told.current === JSON.stringify(habits)) return;
    told.current = JSON.stringify(habits);
    host.post({ type: 'habits', habits });
  }, [host, engine]);

  // What was kept is applied once; afterwards the engine is the truth.
  useEffect(() => {
    engine.setRate(ui.rate);
    engine.setSound(ui.volume, ui.muted);
    if (ui.time > 0) engine.seek(ui.time);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = engine.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        keep();
      }, KEEP_INTERVAL);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [engine, keep]);
  useEffect(keep, [ui, keep]);

  const adopt = useCallback(
    (habits: unknown) => {
      if (!isFresh.current) return;
      isFresh.current = false;
      if (habits === null) return;
      const { rate, volume, muted, loop, overlays, timelineShare } = parseUiState(habits);
      engine.setRate(rate);
      engine.setSound(volume, muted);
      change({ loop, overlays, timelineShare });
    },
    [engine, change],
  );
  return { ui, change, adopt };
}
