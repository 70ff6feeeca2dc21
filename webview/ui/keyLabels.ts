import { PLAYER_KEYS, type PlayerAction } from '../../src/protocol/playerKeys.ts';
import { inPageLanguage } from './language.ts';

const NAMES: Readonly<Record<string, string>> = {
  space: 'Space',
  left: '←',
  right: '→',
  up: '↑',
  down: '↓',
  home: 'Home',
  end: 'End',
  pageup: 'Page Up',
  pagedown: 'Page Down',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  wheel: inPageLanguage('Wheel', '滚轮'),
  drag: inPageLanguage('Drag', '拖动'),
  doubleclick: inPageLanguage('Double click', '双击'),
  '=': '+',
  '-': '−',
};
const MAC_NAMES: Readonly<Record<string, string>> = { ...NAMES, ctrl: '⌘', alt: '⌥', shift: '⇧' };

/** A key as VS Code spells it (`alt+left`) in the words of a keyboard: `Alt+←`, on a Mac `⌥←`; or what a mouse does, `Ctrl+Wheel`. */
export function keyLabel(key: string, mac: boolean): string {
  if (key === 'shift+/') return '?';
  const names = mac ? MAC_NAMES : NAMES;
  return key
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join(mac ? '' : '+');
}

export const ON_MAC = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac');

/** The name of a control with the first of its default keys: `Next frame (.)`. */
export function withKey(name: string, action: PlayerAction): string {
  return `${name} (${keyLabel(PLAYER_KEYS[action].keys[0], ON_MAC)})`;
}
