import { COMPARE_ACTIONS, COMPARE_KEY_GROUPS, COMPARE_KEYS } from '../../src/protocol/compareKeys.ts';
import { COMPARE_ACTION_NAMES, COMPARE_KEY_GROUP_NAMES } from '../ui/compareActionNames.ts';
import type { KeyMapGroup } from '../ui/KeyMap.tsx';

/** Every action on compared clips with its default keys. */
export const COMPARE_KEY_MAP: readonly KeyMapGroup[] = COMPARE_KEY_GROUPS.map((group) => ({
  name: COMPARE_KEY_GROUP_NAMES[group],
  actions: COMPARE_ACTIONS.filter((action) => COMPARE_KEYS[action].group === group).map((action) => ({
    name: COMPARE_ACTION_NAMES[action],
    keys: COMPARE_KEYS[action].keys,
  })),
}));
