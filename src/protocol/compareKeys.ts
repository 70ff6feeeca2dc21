/**
 * Everything a person does with compared clips by key, with the default keys as VS Code spells them, the one to show first. The
 * manifest's commands and keybindings are held against it by a test, and tooltips are made from it; the page hears no key itself.
 */
export const COMPARE_KEYS = {
  playPause: ['space', 'k'],
  previousFrame: [','],
  nextFrame: ['.'],
  secondBack: ['left'],
  secondForward: ['right'],
  previousShot: ['alt+left'],
  nextShot: ['alt+right'],
  goToStart: ['home'],
  goToEnd: ['end'],
  setIn: ['i'],
  setOut: ['o'],
  clearRange: ['alt+x'],
  loopRange: ['r'],
  loopClip: ['shift+r'],
  slower: ['['],
  faster: [']'],
  swapSides: ['s'],
  showSideBySide: ['1'],
  showWipe: ['2'],
  showDifference: ['3'],
  toggleSync: ['t'],
  toggleBlind: ['b'],
  nextSound: ['m'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CompareAction = keyof typeof COMPARE_KEYS;

export const COMPARE_ACTIONS = Object.keys(COMPARE_KEYS) as readonly CompareAction[]; // Object.keys widens to string[]
