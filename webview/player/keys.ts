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

type PageCommand = Exclude<PlayerCommand, PlayerAction>;

const PLAIN: Readonly<Record<string, PageCommand>> = {
  ArrowLeft: 'secondBack',
  ArrowRight: 'secondForward',
  m: 'toggleMute',
};
const SHIFTED: Readonly<Record<string, PageCommand>> = { ArrowLeft: 'goToIn', ArrowRight: 'goToOut' };

/**
 * The page's own command of a key press, or `null`. The shared actions have no keys here: they are keybindings of VS Code,
 * which hears every key that the page lets through, so that a person can rebind them.
 */
export function pageCommandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): PageCommand | null {
  if (ctrlKey || metaKey || altKey) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  return (shiftKey ? SHIFTED : PLAIN)[name] ?? null;
}

/** Keys by which a browser would scroll the page or press what has the focus. */
export function isScrollKey({ key }: Pick<KeyPress, 'key'>): boolean {
  return [' ', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key);
}
