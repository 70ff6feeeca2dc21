import { actionsOf, KEY_GROUPS, PLAYER_KEYS } from '../../src/protocol/playerKeys.ts';
import { ACTION_NAMES, KEY_GROUP_NAMES } from '../ui/actionNames.ts';
import type { KeyMapGroup } from '../ui/KeyMap.tsx';

/** Every action of the player with its default keys. */
export const PLAYER_KEY_MAP: readonly KeyMapGroup[] = KEY_GROUPS.map((group) => ({
  name: KEY_GROUP_NAMES[group],
  actions: actionsOf(group).map((action) => ({ name: ACTION_NAMES[action], keys: PLAYER_KEYS[action].keys })),
}));
