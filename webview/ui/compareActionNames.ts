import type { CompareAction, CompareKeyGroup } from '../../src/protocol/compareKeys.ts';
import type { PlayerAction } from '../../src/protocol/playerKeys.ts';
import { ACTION_NAMES } from './actionNames.ts';
import { CHINESE_COMPARE_ACTION_NAMES, CHINESE_COMPARE_KEY_GROUP_NAMES } from './compareActionNamesChinese.ts';
import { inPageLanguage } from './language.ts';

/** Those that do to all clips what they do to the one in the player are called what they are called there. */
export type OwnCompareActionNames = Readonly<
  Record<Exclude<CompareAction, PlayerAction> | 'playPause' | 'goToStart' | 'goToEnd' | 'loopClip', string>
>;
export type CompareKeyGroupNames = Readonly<Record<CompareKeyGroup, string>>;

const ENGLISH_COMPARE_ACTION_NAMES: OwnCompareActionNames = {
  playPause: 'Play all, pause all',
  nextSound: 'Listen to the next clip',
  goToStart: 'Start',
  goToEnd: 'End',
  loopClip: 'Loop all',
  showSideBySide: 'Side by side',
  showWipe: 'Wipe',
  showDifference: 'Difference',
  toggleSync: 'Same time, or same shot',
  swapSides: 'Swap sides, or move the first clip to the end',
  toggleBlind: 'Hide names and scores, or show them',
};

const ENGLISH_COMPARE_KEY_GROUP_NAMES: CompareKeyGroupNames = {
  play: 'Play and listen',
  move: 'Move',
  range: 'Range and loop',
  look: 'Compare',
  help: 'Help',
};

/** What the actions on compared clips are called in the map of keys. */
export const COMPARE_ACTION_NAMES: Readonly<Record<CompareAction, string>> = {
  ...ACTION_NAMES,
  ...inPageLanguage(ENGLISH_COMPARE_ACTION_NAMES, CHINESE_COMPARE_ACTION_NAMES),
};

export const COMPARE_KEY_GROUP_NAMES = inPageLanguage(ENGLISH_COMPARE_KEY_GROUP_NAMES, CHINESE_COMPARE_KEY_GROUP_NAMES);
