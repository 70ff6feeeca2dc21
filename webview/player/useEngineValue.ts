import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlayerEngine } from './engine.ts';
import type { EngineState } from './engineState.ts';

/** A value read from the engine's state; the component renders again only when the value changes. */
export function useEngineValue<T extends string | number | boolean | null>(
  engine: PlayerEngine,
  select: (state: EngineState) => T,
): T {
  const latest = useRef(select);
  latest.current = select;
  const [, setSeen] = useState<T>(() => select(engine.state));
  useEffect(() => {
    const update = () => setSeen(() => latest.current(engine.state));
    update();
    return engine.subscribe(update);
  }, [engine]);
  return select(engine.state);
}
