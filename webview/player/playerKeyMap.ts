import { actionsOf, KEY_GROUPS, PLAYER_KEYS } from '../../src/protocol/playerKeys.ts';
import { ACTION_NAMES, GESTURE_NAMES, KEY_GROUP_NAMES, KEY_MAP_WORDS } from '../ui/actionNames.ts';
import type { KeyMapGroup } from '../ui/KeyMap.tsx';

/** What the mouse does in the player; VS Code binds no keys to it. */
const GESTURES: readonly (readonly [keyof typeof GESTURE_NAMES, string])[] = [
  ['zoomTimeline', 'ctrl+wheel'],
  ['panTimeline', 'shift+wheel'],
  ['scrub', 'drag'],
  ['leaveUnsnapped', 'alt+drag'],
  ['openFinding', 'doubleclick'],
  ['zoomPicture', 'wheel'],
  ['panPicture', 'drag'],
];

/** Every action of the player with its default keys, and what the mouse does. */
export const PLAYER_KEY_MAP: readonly KeyMapGroup[] = [
  ...KEY_GROUPS.map((group) => ({
    name: KEY_GROUP_NAMES[group],
    actions: actionsOf(group).map((action) => ({ name: ACTION_NAMES[action], keys: PLAYER_KEYS[action].keys })),
  })),
  { name: KEY_MAP_WORDS.mouse, actions: GESTURES.map(([gesture, key]) => ({ name: GESTURE_NAMES[gesture], keys: [key] })) },
];
