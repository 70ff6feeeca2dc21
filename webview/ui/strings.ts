import type { Answer } from '../../src/core/verdict.ts';

/**
 * Every word the player page shows that does not come from the extension, the taxonomy or a judge. One typed object, so
 * that a translation is another object of the same type.
 */
export const STRINGS = {
  picture: 'Picture',
  loading: 'Loading the clip…',
  variable: 'variable',
  unknownFacts: 'Nothing is known about this file.',
  cannotPlay: 'VS Code cannot play this clip.',
  cannotShow: 'There is no picture to show.',
  cannotPlayFormat: 'Its picture is in a format that VS Code does not decode. Evaluating it still works.',
  cannotPlayNetwork: 'The file could not be read. Check that it still exists, then reopen the editor.',
  silentSound: (codec: string) =>
    `VS Code does not decode ${codec} sound, so this clip plays silently. Its sound is evaluated all the same.`,

  dismiss: 'Dismiss',

  transport: 'Playback',
  play: 'Play (Space)',
  pause: 'Pause (Space)',
  previousFrame: 'Previous frame (,)',
  nextFrame: 'Next frame (.)',
  previousFinding: 'Previous finding (↑)',
  nextFinding: 'Next finding (↓)',
  setIn: 'Set in point (I)',
  setOut: 'Set out point (O)',
  clearRange: 'Clear in and out points (Alt+X)',
  mute: 'Mute (M)',
  unmute: 'Unmute (M)',
  volume: 'Volume',
  speed: 'Playback speed',
  timecode: 'Timecode',
  time: 'Time',
  frame: 'Frame',
  /** Frames count from 0, so that the last one has the number that its readout will show. */
  frameOf: (frame: number, last: number) => `frame ${frame} / ${last}`,
  unknownFrame: 'frame –',
  range: 'In and out point, and the length between them',
  rangeLength: (seconds: string) => `Range ${seconds}`,

  evaluate: 'Evaluate Clip',
  evaluateShot: 'Evaluate Shot',
  evaluateRange: 'Evaluate Range',
  evaluateShotHint: 'the shot under the playhead',
  evaluateRangeHint: 'from in to out point',
  evaluateRangeMissing: 'set an in or out point first',
  evaluateMore: 'More ways to evaluate',
  cancel: 'Cancel',
  percent: (fraction: number) => `${Math.round(fraction * 100)} %`,

  timeline: 'Timeline',
  playhead: 'Playhead',
  inEdge: 'In point',
  outEdge: 'Out point',
  shots: 'Shots',
  shot: (number: number) => `Shot ${number}`,
  sound: 'Sound',
  noSound: 'no sound track',
  /** The size at which a picture with pixels that are not square is shown. */
  shownAs: (width: number, height: number) => `shown ${width} × ${height}`,
  bits: (depth: number) => `${depth} bit`,
  hdr: { pq: 'HDR (PQ), tone-mapped for analysis', hlg: 'HDR (HLG), tone-mapped for analysis' },
  interlaced: { 'top-first': 'interlaced, top field first', 'bottom-first': 'interlaced, bottom field first' },
  transparent: 'transparent, judged on black',
  measurement: 'Measurement to draw',
  noMeasurement: 'Measurement…',
  nothingMeasured: 'nothing of this to measure here',
  measuredAt: (title: string, value: string) => `${title}: ${value}`,
  findings: 'Findings',
  /** @param hidden findings that only the filter keeps from being shown. */
  nothingFound: (hidden: number) =>
    hidden === 0
      ? 'Nothing to report in what was judged.'
      : `${hidden === 1 ? '1 finding is' : `${hidden} findings are`} hidden by the filter.`,
  notEvaluated: 'Findings appear here after Evaluate Clip.',
  cannotEvaluate: 'It cannot be evaluated; the message at the top says why.',
  findingsOf: (aspect: string, count: number) => `${aspect}: ${count === 1 ? '1 finding' : `${count} findings`}`,
  boundary: {
    cut: 'Cut',
    dissolve: 'Dissolve',
    'fade-black': 'Fade through black',
    'fade-white': 'Fade through white',
    wipe: 'Wipe',
  },
  severity: { error: 'Error', warning: 'Warning', information: 'Information', hint: 'Hint' },

  scorecard: 'Scorecard',
  scorecardFor: 'Judged range',
  answered: (answered: number, asked: number) => `${answered} of ${asked} questions answered`,
  notApplicable: (count: number) => (count === 1 ? '(1 does not apply)' : `(${count} do not apply)`),
  findingCount: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
  judgedBy: (judge: string, when: string) => `Judged by ${judge}, ${when}`,
  fingerprint: (fingerprint: string) => `Fingerprint of the judge: ${fingerprint}`,
  wholeClip: 'Whole clip',
  nothingJudged: 'Not evaluated yet',
  nothingJudgedHelp: 'Evaluate Clip measures picture, sound and editing, and lists what it finds with time and reason.',
  answer: { pass: 'Pass', partial: 'Partial', fail: 'Fail', na: 'Not applicable' } satisfies Record<Answer, string>,
  proxy: 'Measured, not scored: the question is for a judge to answer',
  seekTo: (time: string) => `Go to ${time}`,
  limit: {
    above: (grade: 'partial' | 'fail', value: string) => `${grade} above ${value}`,
    below: (grade: 'partial' | 'fail', value: string) => `${grade} below ${value}`,
  },
} as const;
