/** What belongs together in the map of keys, in the order in which it is shown. */
export const COMPARE_KEY_GROUPS = ['play', 'move', 'range', 'look', 'help'] as const;
export type CompareKeyGroup = (typeof COMPARE_KEY_GROUPS)[number];

interface ActionKeys {
  readonly group: CompareKeyGroup;
  /** Default keys as VS Code spells them, the one to show first. */
  readonly keys: readonly string[];
}

/**
 * Everything a person does with compared clips by key. The manifest's commands and keybindings are held against it by a test, tooltips
 * and the map of keys are made from it; the page hears no key itself.
 */
export const COMPARE_KEYS = {
  playPause: { group: 'play', keys: ['space', 'k'] },
  slower: { group: 'play', keys: ['['] },
  faster: { group: 'play', keys: [']'] },
  nextSound: { group: 'play', keys: ['m'] },

  previousFrame: { group: 'move', keys: [','] },
  nextFrame: { group: 'move', keys: ['.'] },
  secondBack: { group: 'move', keys: ['left'] },
  secondForward: { group: 'move', keys: ['right'] },
  previousShot: { group: 'move', keys: ['alt+left'] },
  nextShot: { group: 'move', keys: ['alt+right'] },
  goToStart: { group: 'move', keys: ['home'] },
  goToEnd: { group: 'move', keys: ['end'] },

  setIn: { group: 'range', keys: ['i'] },
  setOut: { group: 'range', keys: ['o'] },
  clearRange: { group: 'range', keys: ['alt+x'] },
  loopRange: { group: 'range', keys: ['r'] },
  loopClip: { group: 'range', keys: ['shift+r'] },

  showSideBySide: { group: 'look', keys: ['1'] },
  showWipe: { group: 'look', keys: ['2'] },
  showDifference: { group: 'look', keys: ['3'] },
  toggleSync: { group: 'look', keys: ['t'] },
  swapSides: { group: 'look', keys: ['s'] },
  toggleBlind: { group: 'look', keys: ['b'] },

  showKeys: { group: 'help', keys: ['shift+/'] },
} as const satisfies Readonly<Record<string, ActionKeys>>;

export type CompareAction = keyof typeof COMPARE_KEYS;

export const COMPARE_ACTIONS = Object.keys(COMPARE_KEYS) as readonly CompareAction[]; // Object.keys widens to string[]
