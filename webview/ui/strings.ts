import type { Stance } from '../../src/core/annotation.ts';
import type { RawScore } from '../../src/core/calibration/shownScore.ts';
import type { JudgeActivity } from '../../src/core/judge.ts';
import { formatCoverage } from '../../src/core/score.ts';
import { countsStatement } from '../../src/core/taxonomy/counts.ts';
import type { Answer, OpenQuestion, Uncertainty } from '../../src/core/verdict.ts';
import { inPageLanguage, type Translated } from './language.ts';
import type { AnswerStatus } from './scorecardFilter.ts';
import { CHINESE_STRINGS } from './stringsChinese.ts';
import type { Loop } from './uiState.ts';

const ENGLISH_STRINGS = {
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
  play: 'Play',
  pause: 'Pause',
  previousFrame: 'Previous frame',
  nextFrame: 'Next frame',
  previousFinding: 'Previous finding',
  nextFinding: 'Next finding',
  setIn: 'Set in point',
  setOut: 'Set out point',
  clearRange: 'Clear in and out points',
  mute: 'Mute',
  unmute: 'Unmute',
  volume: 'Volume',
  speed: 'Playback speed',
  backward: (rate: string) => `backward at ${rate}`,
  level: 'Sound level',
  decibels: (peak: string) => `${peak} dB`,
  silence: 'silence',
  look: 'How to look at the picture',
  loop: { off: 'Not looping', range: 'Looping the range or shot', clip: 'Looping the clip' } satisfies Record<Loop, string>,
  zoom: (percent: number) => `${percent} %`,
  falseColourMeaning: 'False colour: what luma each colour stands for, in percent',
  guides: 'Guides',
  notReadable: 'The pixels cannot be read here.',
  typeTimecode: 'Timecode; press to type one',
  typeTime: 'Time; press to type one',
  typeFrame: 'Frame; press to type one',
  typedLike: '1:05:12 timecode · 12.5s time · 300f frame · +10 on from here',
  typedWrong: 'That cannot be read as a place in the clip.',
  /** Around the number of the frame. Frames count from 0, so that the last one has the number that its readout will show. */
  frameOf: { before: 'frame ', after: (last: number) => ` / ${last}` },
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

  pickJudge: (judge: string) => `Judge: ${judge}. Choose another…`,
  judging: 'Judging',
  stage: {
    waiting: 'waiting',
    preparing: 'preparing',
    sending: 'sending',
    reasoning: 'reasoning',
    done: 'done',
  } satisfies Record<JudgeActivity['stage'], string>,
  dimensionsLeft: (count: number) => (count === 1 ? '1 dimension to go' : `${count} dimensions to go`),
  toGo: (count: number) => `${count} to go`,
  cancelDimension: (title: string) => `Do not judge ${title}`,
  cancelAll: 'Cancel all',

  timeline: 'Timeline',
  playhead: 'Playhead',
  inEdge: 'In point',
  outEdge: 'Out point',
  shots: 'Shots',
  shot: (number: number) => `Shot ${number}`,
  sound: 'Sound',
  noSound: 'no sound track',
  /** How the channels of a sound track are laid out, as ffmpeg calls it. */
  soundLayout: (layout: string) => layout,
  /** The size at which a picture with pixels that are not square is shown. */
  shownAs: (width: number, height: number) => `shown ${width} × ${height}`,
  bits: (depth: number) => `${depth} bit`,
  hdr: { pq: 'HDR (PQ), tone-mapped for analysis', hlg: 'HDR (HLG), tone-mapped for analysis' },
  interlaced: { 'top-first': 'interlaced, top field first', 'bottom-first': 'interlaced, bottom field first' },
  transparent: 'transparent, judged on black',
  measurements: 'Measurements…',
  hideMeasurement: (title: string) => `Hide ${title}`,
  timelineHeight: 'Height of the timeline',
  overview: 'Part of the clip that the timeline shows',
  correctedBoundary: 'corrected by hand',
  shotsInTime: (count: number) => (count === 1 ? '1 shot' : `${count} shots in the order of time`),
  findingsInTime: (count: number) => (count === 1 ? '1 finding' : `${count} findings in the order of time`),
  byJudge: (judge: string) => (judge === 'signals' ? 'measured' : `judged by ${judge}`),
  andMore: (count: number) => `and ${count} more`,
  nothingMeasured: 'nothing of this to measure here',
  measuredAt: (title: string, value: string) => `${title}: ${value}`,
  findings: 'Findings',
  /** @param hidden findings that only the filter keeps from being shown. */
  nothingFound: (hidden: number, suppressed: number) =>
    hidden + suppressed === 0
      ? 'Nothing to report in what was judged.'
      : [
          ...(hidden > 0 ? [`${hidden === 1 ? '1 finding is' : `${hidden} findings are`} hidden by the filter.`] : []),
          ...(suppressed > 0 ? [`${suppressed === 1 ? '1 finding is' : `${suppressed} findings are`} suppressed.`] : []),
        ].join(' '),
  notEvaluated: 'Findings appear here after Evaluate Clip.',
  cannotEvaluate: 'It cannot be evaluated; the message at the top says why.',
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
  /** Of one node of the scorecard. */
  coverage: formatCoverage,
  taxonomyCounts: countsStatement,
  aspects: 'Aspects at a glance',
  filter: {
    placeholder: 'Filter the scorecard',
    text: 'Words in questions, reasons and observations',
    more: (chosen: number) =>
      chosen === 0 ? 'Filter by severity, status or judge' : `Filter by severity, status or judge: ${chosen} chosen`,
    severity: 'Severity',
    status: 'Status',
    statuses: {
      answered: 'Answered',
      na: 'Not applicable',
      notJudged: 'Not judged',
      failed: 'Could not be judged',
    } satisfies Record<AnswerStatus, string>,
    judge: 'Judge',
    count: (shown: number, hidden: number) =>
      `${shown === 1 ? '1 answer' : `${shown} answers`} shown, ${hidden} hidden by the filter.`,
    clear: 'Clear filter',
  },
  answered: (answered: number, asked: number) => `${answered} of ${asked} questions answered`,
  notApplicable: (count: number) => (count === 1 ? '(1 does not apply)' : `(${count} do not apply)`),
  findingCount: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
  judgedBy: (judge: string, when: string) => `Judged by ${judge}, ${when}`,
  fingerprint: (fingerprint: string) => `Fingerprint of the judge: ${fingerprint}`,
  wholeClip: 'Whole clip',
  nothingJudged: 'Not evaluated yet',
  nothingJudgedHelp: 'Evaluate Clip measures picture, sound and editing, and lists what it finds with time and reason.',
  answer: { pass: 'Pass', partial: 'Partial', fail: 'Fail', na: 'Not applicable', open: 'Left open' } satisfies Record<
    Answer | 'open',
    string
  >,
  saidNothing: 'not judged',
  /** What one of several judges says, for a screen reader. */
  judgeSays: (judge: string, what: string) => `${judge}: ${what}`,
  suspicion: 'Suspected instruction',
  suspicionHelp: 'Something in the material seems to tell the judge what to answer. Treat its answers with care.',
  outdated: 'Shots in here were corrected since. The next evaluation asks again what that concerns.',
  shotsCorrected: 'shots corrected since',
  couldNotJudge: 'Could not be judged',

  calibration: {
    /** Beside a score: `44–78` is its interval. */
    mark: {
      interval: (low: string, high: string) => `${low}–${high}`,
      unbounded: 'no ends',
      mean: 'calibrated',
      meanShort: 'calib.',
      stale: 'stale',
      uncalibrated: 'uncalibrated',
      uncalibratedShort: 'raw',
    },
    interval: (value: string, share: string, low: string, high: string, raw: string) =>
      `Calibrated: ${value} on the experts’ scale, ${share} interval ${low} to ${high} (raw score ${raw}).`,
    unbounded: (value: string, share: string, raw: string) =>
      `Calibrated: ${value} on the experts’ scale (raw score ${raw}). Too few clips are labelled for an interval of ${share}: it has no ends.`,
    mean: (value: string, raw: string) =>
      `Calibrated: ${value}, the mean of calibrated scores (of the raw ones: ${raw}). No interval is known for a mean.`,
    why: {
      'no-calibration': 'Uncalibrated, shown raw: this judge was not held against experts here.',
      'too-few-clips': 'Uncalibrated, shown raw: experts have rated too few clips here.',
      'too-few-groups': 'Uncalibrated, shown raw: the clips that experts rated come from too few prompts or sources.',
      'part-of-clip': 'Uncalibrated, shown raw: calibrations are fitted to scores of whole clips.',
      'part-of-dimension': 'Uncalibrated, shown raw: dimensions are calibrated, not their parts.',
      'other-fingerprint':
        'Stale, shown raw: the calibration is of another version of this judge (model, prompt, schema, taxonomy or sampling). Calibrate again.',
      'other-model-version':
        'Stale, shown raw: the model answered as another version than when it was calibrated. Calibrate again.',
    } satisfies Record<Exclude<RawScore['why'], 'not-all-calibrated'>, string>,
    mixed: {
      stale: 'Stale: the mean of raw scores, since the calibration of some is of another version of their judge.',
      uncalibrated: 'Uncalibrated: the mean of raw scores, since not all of them are calibrated.',
    } satisfies Record<RawScore['status'], string>,
    none: 'uncalibrated',
    count: {
      calibrated: (count: number) => `${count} calibrated`,
      stale: (count: number) => `${count} stale`,
      uncalibrated: (count: number) => `${count} uncalibrated`,
    },
    note: (counts: string) => `Scores of dimensions: ${counts}`,
  },
  dimensionScore: (title: string) => `Score of ${title}`,

  annotate: 'Annotate',
  annotateHelp: 'Answer the same questions yourself, without seeing what any judge said',
  annotateDone: 'Done',
  blind: 'blind',
  blindHelp:
    'What judges said and how clips are called is hidden everywhere in EvalVerse, in Problems, badges and player tabs, until you are done. The Explorer and paths still show file names.',
  nothingToAnnotate: 'There is nothing to annotate until the clip could be read.',
  annotatedRange: 'What you annotate: W the clip, S the shot under the playhead, X the in/out range',
  inOutRange: 'In/out range',
  nextClip: 'Next clip',
  nextClipHelp: 'Open the next clip with questions that you have not answered',
  clipsDone: (done: number, of: number) => `${done} of ${of} clips done`,
  skipped: (reason: string) => `Skipped: ${reason} You can answer it all the same.`,
  prompt: 'Prompt',
  blindName: 'Clip to annotate',
  raterUnknown: 'Your answers are kept in the workspace under a name of yours. A pseudonym will do.',
  askRater: 'Choose a Name',
  nextUnanswered: 'Next unanswered',
  undo: 'Undo',
  yourAnswer: 'Your answer',
  naMeaning: 'The question does not apply to this clip.',
  note: 'Note',
  noteHelp: 'kept with your next answer',
  spanFrom: (span: string) => `Kept with your answer: ${span}`,
  spanKept: 'Seen at',
  spanHelp: 'In and out points (I, O) are kept with your answer.',
  changedMind: (count: number) => (count === 1 ? 'changed once' : `changed ${count} times`),
  unanswered: 'Not answered yet',
  questions: 'Questions',
  noJudgeAnswered: 'No judge has answered this question.',
  blindTimeline: 'Findings appear here once you have answered their questions.',
  stances: 'What you think of it',
  stance: { agree: 'Agree', disagree: 'Disagree…', suppress: 'Suppress…' } satisfies Record<Stance, string>,
  stanceTaken: { agree: 'You agree.', disagree: 'You disagree', suppress: 'You suppressed it' } satisfies Record<Stance, string>,
  takeBack: 'Take back',
  showAgain: 'Show again',

  detail: 'Behind the answer',
  closeDetail: 'Close',
  howSure: 'How sure:',
  sureness: {
    low: 'the judge says it is sure',
    medium: 'the judge says it is fairly sure',
    high: 'the judge says it is unsure',
  } satisfies Record<Uncertainty, string>,
  surenessShort: { low: 'sure', medium: 'fairly sure', high: 'unsure' } satisfies Record<Uncertainty, string>,
  split: (answers: number) =>
    answers === 1 ? 'its samples disagree about 1 question' : `its samples disagree about ${answers} questions`,
  agreeing: (votes: number, samples: number) => `${votes} of ${samples}`,
  votes: (votes: number, samples: number, answer: string, first: boolean) =>
    first ? `${votes} of ${samples} samples: ${answer}` : `${votes}: ${answer}`,
  evidence: 'Evidence',
  noEvidence: 'None was given.',
  rationale: 'Reasoning',
  reflection: 'Doubts of its own',
  measuredBeside: 'Measured, not scored',
  openQuestions: 'Left open',
  openWhy: {
    unsupported: '(no observation in the clip)',
    contradiction: '(contradicts itself)',
    split: '(samples disagree)',
  } satisfies Record<OpenQuestion['why'], string>,
  cautions: 'Cautions',
  howAsked: 'Provenance',
  provenance: {
    model: 'Model',
    version: 'Answered as',
    backend: 'Through',
    samples: 'Samples',
    footage: 'Sent',
    tokens: 'Took',
    cost: 'Cost',
  },
  unknown: 'unknown',
  footage: { video: 'video', frames: 'single frames' },
  framesEachSecond: (rate: string) => `${rate} frames/s`,
  pixels: (longSide: string) => `${longSide} px`,
  withSound: 'with sound',
  withoutSound: 'without sound',
  megabytes: (amount: string) => `${amount} MB`,
  tokens: (calls: string, input: string, output: string) => `${calls} calls, ${input} tokens in, ${output} out`,
  costAsOf: (money: string, date: string) => `${money} (prices of ${date})`,
  proxy: 'Measured, not scored: the question is for a judge to answer',
  seekTo: (time: string) => `Go to ${time}`,
  showFrameAt: (time: string) => `Show the frame at ${time}`,
  limit: {
    above: (grade: 'partial' | 'fail', value: string) => `${grade} above ${value}`,
    below: (grade: 'partial' | 'fail', value: string) => `${grade} below ${value}`,
  },
} as const;

export type Strings = Translated<typeof ENGLISH_STRINGS>;

/** Every word the player page shows that does not come from the extension, the taxonomy or a judge, in the page's language. */
export const STRINGS = inPageLanguage<Strings>(ENGLISH_STRINGS, CHINESE_STRINGS);
