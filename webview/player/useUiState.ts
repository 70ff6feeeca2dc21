import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { HostTransport } from '../ui/hostTransport.ts';
import { parseUiState, type UiState } from '../ui/uiState.ts';
import type { PlayerEngine } from './engine.ts';

/** Milliseconds between two times at which the playhead is kept. */
const KEEP_INTERVAL = 500;

export type ChangeUi = (change: Partial<UiState> | ((kept: UiState) => Partial<UiState>)) => void;

/** What the page remembers about itself, kept with the host whenever it changes. Sound, speed and playhead are the engine's. */
export function useUiState(host: HostTransport, engine: PlayerEngine): readonly [UiState, ChangeUi] {
  const [ui, setUi] = useState(() => parseUiState(host.loadState()));
  const change = useCallback<ChangeUi>(
    (wish) => setUi((kept) => ({ ...kept, ...(typeof wish === 'function' ? wish(kept) : wish) })),
    [],
  );
  const latest = useRef(ui);
  latest.current = ui;
  // What was kept is applied once; afterwards the engine is the truth.
  useEffect(() => {
    engine.setRate(ui.rate);
    engine.setSound(ui.volume, ui.muted);
    if (ui.time > 0) engine.seek(ui.time);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      timer = undefined;
      const { rate, volume, muted, time } = engine.state;
      host.saveState({ ...latest.current, rate, volume, muted, time });
    };
    const stop = engine.subscribe(() => {
      timer ??= setTimeout(keep, KEEP_INTERVAL);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [host, engine]);
  useEffect(() => {
    const { rate, volume, muted, time } = engine.state;
    host.saveState({ ...ui, rate, volume, muted, time });
  }, [host, engine, ui]);
  return [ui, change];
}
