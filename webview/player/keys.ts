import type { PlayerAction } from '../../src/protocol/messages.ts';

/** What a key does: the shared actions and those that exist only in the page. */
export type PlayerCommand = PlayerAction | 'secondBack' | 'secondForward' | 'goToIn' | 'goToOut' | 'toggleMute';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const PLAIN: Readonly<Record<string, PlayerCommand>> = {
  ' ': 'playPause',
  k: 'playPause',
  ',': 'previousFrame',
  '.': 'nextFrame',
  ArrowLeft: 'secondBack',
  ArrowRight: 'secondForward',
  ArrowUp: 'previousFinding',
  ArrowDown: 'nextFinding',
  Home: 'goToStart',
  End: 'goToEnd',
  i: 'setIn',
  o: 'setOut',
  m: 'toggleMute',
};
const SHIFTED: Readonly<Record<string, PlayerCommand>> = { ArrowLeft: 'goToIn', ArrowRight: 'goToOut' };
const WITH_ALT: Readonly<Record<string, PlayerCommand>> = { x: 'clearRange' };

/** The command of a key press, after the map that film editors share, or `null`. */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): PlayerCommand | null {
  if (ctrlKey || metaKey) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (altKey) return shiftKey ? null : (WITH_ALT[name] ?? null);
  return (shiftKey ? SHIFTED : PLAIN)[name] ?? null;
}
