import { useEffect } from 'preact/hooks';
import type { HostTransport } from '../ui/hostTransport.ts';
import type { PlayerEngine } from './engine.ts';
import { type InOut, rangeOf } from './inOut.ts';

/** Milliseconds between two reports of the playhead. */
const REPORT_INTERVAL = 150;

/** Tells the host where playhead and range are, at most once per interval and always where they came to rest. */
export function usePositionReports(host: HostTransport, engine: PlayerEngine, marks: InOut): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reported: { time: number; playing: boolean } | null = null;
    const report = () => {
      timer = undefined;
      const { time, duration, playing } = engine.state;
      reported = { time, playing };
      host.post({ type: 'position', time, range: rangeOf(marks, duration), playing });
    };
    const onChange = () => {
      if (engine.state.time !== reported?.time || engine.state.playing !== reported.playing)
        timer ??= setTimeout(report, REPORT_INTERVAL);
    };
    if (engine.state.ready) report();
    const stop = engine.subscribe(onChange);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [host, engine, marks]);
}

/** Tells the host when keys typed belong to a control, so that VS Code's keybindings for the player keep quiet. */
export function useInputFocus(host: HostTransport, selector: string): void {
  useEffect(() => {
    let focused = false;
    const update = ({ type, target }: FocusEvent) => {
      const now = type === 'focusin' && target instanceof Element && target.closest(selector) !== null;
      if (now === focused) return;
      focused = now;
      host.post({ type: 'inputFocus', focused });
    };
    document.addEventListener('focusin', update);
    document.addEventListener('focusout', update);
    return () => {
      document.removeEventListener('focusin', update);
      document.removeEventListener('focusout', update);
    };
  }, [host, selector]);
}
