import { COMPARE_KEYS, type CompareAction } from '../../src/protocol/compareKeys.ts';
import { keyLabel, ON_MAC } from '../ui/keyLabels.ts';

/** The name of a control with the first of its default keys: `Next frame (.)`. */
export function withKey(name: string, action: CompareAction): string {
  return `${name} (${keyLabel(COMPARE_KEYS[action].keys[0], ON_MAC)})`;
}
