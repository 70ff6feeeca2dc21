import type { SyncMode } from '../../src/core/comparison/commonTime.ts';
import type { DifferenceKind } from '../../src/core/comparison/scoreDifference.ts';
import { CHINESE_COMPARE_STRINGS } from './compareStringsChinese.ts';
import { inPageLanguage, type Translated } from './language.ts';
import type { Loop } from './uiState.ts';

const ENGLISH_COMPARE_STRINGS = {
  loading: 'Loading the clips…',
  clips: 'Compared clips',
  clip: (letter: string, name: string | null) => (name === null ? `Clip ${letter}` : `Clip ${letter}: ${name}`),
  hiddenName: 'name hidden',
  cannotPlay: 'VS Code cannot play this clip.',
  preparing: 'Reading the clip…',
  listen: (letter: string) => `Listen to clip ${letter}`,
  noSound: 'no sound',
  silentHere: (codec: string) => `no sound here: VS Code does not decode ${codec}`,
  openClip: (letter: string) => `Open clip ${letter} in the player, here`,
  frame: (frame: number) => `frame ${frame}`,
  waiting: 'waits for the others',

  playback: 'Playback of all clips',
  play: 'Play all',
  pause: 'Pause all',
  previousFrame: 'Previous frame',
  nextFrame: 'Next frame',
  previousShot: 'Previous shot',
  nextShot: 'Next shot',
  position: 'Position',
  ofLength: (time: string, length: string) => `${time} / ${length}`,
  speed: 'Speed',
  setIn: 'Set in point',
  setOut: 'Set out point',
  clearRange: 'Clear in and out points',
  loop: { off: 'Not looping', range: 'Looping the range or shot', clip: 'Looping all' } satisfies Record<Loop, string>,
  inToOut: (start: string, end: string) => `in ${start}, out ${end}`,
  layout: 'Layout',
  layouts: { side: 'Side by side', wipe: 'Wipe', difference: 'Difference' },
  twoOnly: 'for two clips',
  sync: 'Hold against each other',
  syncModes: { time: 'Same time', shot: 'Same shot' } satisfies Record<SyncMode, string>,
  shotsUnknown: 'Shots are known once every clip is analysed.',
  swap: 'Swap sides',
  turn: 'Move the first clip to the end',
  blind: 'Hide names and scores',
  blindOff: 'Show names and scores',
  blindByAnnotating: 'Names and scores are hidden while you annotate.',
  wipeAt: 'Where the wipe is',
  wipeShare: (share: number) => `${Math.round(share * 100)} % clip A`,
  gain: 'How much the difference is brightened',
  gainTimes: (gain: number) => `${gain}×`,

  scores: 'Scores',
  blindScores: 'Names and scores are hidden, and sides were drawn by lot. Scores appear once names are shown.',
  noScores: 'None of these clips was judged as a whole yet. Evaluate them to see their scores side by side.',
  judge: 'Judge',
  judgeOption: (title: string, judged: number, clips: number) => `${title} (${judged} of ${clips} clips)`,
  differences: 'Dimensions, the differences that matter first',
  aspects: 'Aspects',
  dimension: 'Dimension',
  difference: 'Difference',
  notJudged: 'not judged',
  interval: (low: string, high: string) => `${low}–${high}`,
  coverage: (answered: number, asked: number) => `${answered} of ${asked} answered`,
  higher: (letter: string, points: string) => `${letter} +${points}`,
  higherThan: (letters: string, points: string, lower: string) => `${letters} +${points} over ${lower}`,
  none: 'no difference',
  kind: {
    apart: 'beyond the intervals',
    raw: 'not calibrated',
    unsure: 'the judge is unsure',
    inside: 'inside the intervals',
    equal: 'equal scores',
    unknown: 'judged for one only',
  } satisfies Record<DifferenceKind, string>,
  otherVersions: 'judged by different versions',
  legend: {
    calibrated:
      'Points of 0 to 100 with the interval that holds the experts’ mean. Where intervals touch, a difference is none. Means of aspects claim no interval.',
    raw: 'Points of 0 to 100 as the judge gave them. Without a calibration nobody can say how much of a difference is chance.',
  },
} as const;

export type CompareStrings = Translated<typeof ENGLISH_COMPARE_STRINGS>;

/** Every word that the page with compared clips shows and that does not come from the extension, the taxonomy or a judge. */
export const COMPARE_STRINGS = inPageLanguage<CompareStrings>(ENGLISH_COMPARE_STRINGS, CHINESE_COMPARE_STRINGS);
