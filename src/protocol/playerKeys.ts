/** What belongs together in the map of keys, in the order in which it is shown. */
export const KEY_GROUPS = ['play', 'move', 'range', 'timeline', 'sound', 'picture', 'help'] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

interface ActionKeys {
  readonly group: KeyGroup;
  /** Default keys as VS Code spells them, the one to show first. */
  readonly keys: readonly string[];
}

/**
 * Everything a person does in the player by key, and the one table of default keys: the manifest's commands and keybindings are
 * held against it by a test, tooltips and the map of keys are made from it. The page hears no key of its own: it lets them through
 * to VS Code, so that each can be rebound there.
 */
export const PLAYER_KEYS = {
  playPause: { group: 'play', keys: ['space'] },
  playPauseAtSpeed: { group: 'play', keys: ['k'] },
  shuttleBack: { group: 'play', keys: ['j'] },
  shuttleForward: { group: 'play', keys: ['l'] },
  shuttleBackMore: { group: 'play', keys: ['shift+j'] },
  shuttleForwardMore: { group: 'play', keys: ['shift+l'] },
  slower: { group: 'play', keys: ['['] },
  faster: { group: 'play', keys: [']'] },

  previousFrame: { group: 'move', keys: [','] },
  nextFrame: { group: 'move', keys: ['.'] },
  secondBack: { group: 'move', keys: ['left'] },
  secondForward: { group: 'move', keys: ['right'] },
  previousShot: { group: 'move', keys: ['alt+left'] },
  nextShot: { group: 'move', keys: ['alt+right'] },
  previousFinding: { group: 'move', keys: ['up'] },
  nextFinding: { group: 'move', keys: ['down'] },
  goToStart: { group: 'move', keys: ['home', 'ctrl+home'] },
  goToEnd: { group: 'move', keys: ['end', 'ctrl+end'] },
  goToTime: { group: 'move', keys: ['g'] },
  previousClip: { group: 'move', keys: ['pageup'] },
  nextClip: { group: 'move', keys: ['pagedown'] },

  setIn: { group: 'range', keys: ['i'] },
  setOut: { group: 'range', keys: ['o'] },
  clearRange: { group: 'range', keys: ['alt+x'] },
  goToIn: { group: 'range', keys: ['shift+left'] },
  goToOut: { group: 'range', keys: ['shift+right'] },
  loopRange: { group: 'range', keys: ['r'] },
  loopClip: { group: 'range', keys: ['shift+r'] },

  zoomTimelineIn: { group: 'timeline', keys: ['ctrl+up'] },
  zoomTimelineOut: { group: 'timeline', keys: ['ctrl+down'] },
  zoomTimeline: { group: 'timeline', keys: ['z'] },
  splitShot: { group: 'timeline', keys: ['b'] },
  mergeShot: { group: 'timeline', keys: ['shift+b'] },
  undoShotCorrection: { group: 'timeline', keys: ['ctrl+z'] },

  toggleMute: { group: 'sound', keys: ['m'] },
  volumeUp: { group: 'sound', keys: ['alt+up'] },
  volumeDown: { group: 'sound', keys: ['alt+down'] },

  zoomIn: { group: 'picture', keys: ['=', 'numpad_add'] },
  zoomOut: { group: 'picture', keys: ['-', 'numpad_subtract'] },
  zoomPixel: { group: 'picture', keys: ['shift+z'] },
  toggleSafeArea: { group: 'picture', keys: ['shift+s'] },
  toggleThirds: { group: 'picture', keys: ['shift+t'] },
  toggleBoxes: { group: 'picture', keys: ['shift+x'] },
  toggleSubject: { group: 'picture', keys: ['shift+e'] },
  toggleFalseColour: { group: 'picture', keys: ['shift+f'] },
  toggleWaveform: { group: 'picture', keys: ['shift+w'] },
  toggleHistogram: { group: 'picture', keys: ['shift+h'] },
  captureFrame: { group: 'picture', keys: ['c'] },

  showKeys: { group: 'help', keys: ['shift+/'] },
} as const satisfies Readonly<Record<string, ActionKeys>>;

export type PlayerAction = keyof typeof PLAYER_KEYS;

export const PLAYER_ACTIONS = Object.keys(PLAYER_KEYS) as readonly PlayerAction[]; // Object.keys widens to string[]

/** Actions of one group, in the table's order. */
export function actionsOf(group: KeyGroup): readonly PlayerAction[] {
  return PLAYER_ACTIONS.filter((action) => PLAYER_KEYS[action].group === group);
}
