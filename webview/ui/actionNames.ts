import type { KeyGroup, PlayerAction } from '../../src/protocol/playerKeys.ts';
import {
  CHINESE_ACTION_NAMES,
  CHINESE_GESTURE_NAMES,
  CHINESE_KEY_GROUP_NAMES,
  CHINESE_KEY_MAP_WORDS,
} from './actionNamesChinese.ts';
import { inPageLanguage, type Translated } from './language.ts';

export type ActionNames = Readonly<Record<PlayerAction, string>>;
export type KeyGroupNames = Readonly<Record<KeyGroup, string>>;

const ENGLISH_ACTION_NAMES: ActionNames = {
  playPause: 'Play at 1×, pause',
  playPauseAtSpeed: 'Play at the chosen speed, pause',
  shuttleBack: 'Backward, or slower',
  shuttleForward: 'Forward, or faster',
  shuttleBackMore: 'Backward by two steps',
  shuttleForwardMore: 'Forward by two steps',
  slower: 'Slower',
  faster: 'Faster',
  previousFrame: 'Previous frame',
  nextFrame: 'Next frame',
  secondBack: 'One second back',
  secondForward: 'One second forward',
  previousShot: 'Previous shot',
  nextShot: 'Next shot',
  previousFinding: 'Previous finding',
  nextFinding: 'Next finding',
  goToStart: 'Start of the clip',
  goToEnd: 'End of the clip',
  goToTime: 'Type a timecode, time or frame',
  previousClip: 'Previous clip in the folder',
  nextClip: 'Next clip in the folder',
  setIn: 'Set in point',
  setOut: 'Set out point',
  clearRange: 'Clear in and out points',
  goToIn: 'Go to in point',
  goToOut: 'Go to out point',
  loopRange: 'Loop range or shot',
  loopClip: 'Loop clip',
  zoomTimelineIn: 'Zoom in',
  zoomTimelineOut: 'Zoom out',
  zoomTimeline: 'Zoom to the selection or the shot, and back to the whole clip',
  splitShot: 'Split the shot at the playhead',
  mergeShot: 'Join the shot with the one before',
  undoShotCorrection: 'Take your last correction of the shots back',
  toggleMute: 'Mute',
  volumeUp: 'Louder',
  volumeDown: 'Quieter',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomPixel: 'Pixel for pixel, or fit',
  toggleSafeArea: 'Safe areas (EBU R 95)',
  toggleThirds: 'Thirds',
  toggleBoxes: 'Boxes of findings and faces',
  toggleSubject: 'What draws the eye',
  toggleFalseColour: 'False colour',
  toggleWaveform: 'Luma waveform',
  toggleHistogram: 'Histogram',
  captureFrame: 'Save frame as PNG…',
  showKeys: 'Keys',
};

const ENGLISH_KEY_GROUP_NAMES: KeyGroupNames = {
  play: 'Play',
  move: 'Move',
  range: 'Range and loop',
  timeline: 'Timeline and shots',
  sound: 'Sound',
  picture: 'Picture',
  help: 'Help',
};

/** What the actions of the player are called, in the map of keys, tooltips and menus. */
export const ACTION_NAMES = inPageLanguage(ENGLISH_ACTION_NAMES, CHINESE_ACTION_NAMES);

const ENGLISH_GESTURE_NAMES = {
  zoomTimeline: 'Zoom the timeline where the pointer is',
  panTimeline: 'Move along the timeline',
  scrub: 'Scrub; move a boundary of shots',
  leaveUnsnapped: 'Do so without snapping',
  openFinding: 'Open what stands behind a finding',
  zoomPicture: 'Zoom the picture',
  panPicture: 'Move the zoomed picture',
};

export type GestureNames = Translated<typeof ENGLISH_GESTURE_NAMES>;

/** What the mouse does in the player. */
export const GESTURE_NAMES = inPageLanguage<GestureNames>(ENGLISH_GESTURE_NAMES, CHINESE_GESTURE_NAMES);

const ENGLISH_KEY_MAP_WORDS = {
  player: 'Keys of the player',
  compare: 'Keys of the comparison',
  mouse: 'Mouse',
  change: 'Change keys…',
  close: 'Close',
};

export type KeyMapWords = Translated<typeof ENGLISH_KEY_MAP_WORDS>;

/** What is said around a map of keys. */
export const KEY_MAP_WORDS = inPageLanguage<KeyMapWords>(ENGLISH_KEY_MAP_WORDS, CHINESE_KEY_MAP_WORDS);

export const KEY_GROUP_NAMES = inPageLanguage(ENGLISH_KEY_GROUP_NAMES, CHINESE_KEY_GROUP_NAMES);
