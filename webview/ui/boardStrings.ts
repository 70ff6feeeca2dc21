import { CHINESE_BOARD_STRINGS } from './boardStringsChinese.ts';
import { inPageLanguage, type Translated } from './language.ts';

const ENGLISH_BOARD_STRINGS = {
  loading: 'Loading…',
  agreement: 'Agreement',
  agreementOf: (raters: number, clips: number, folder: string) =>
    `${raters === 1 ? '1 rater' : `${raters} raters`}, ${clips === 1 ? '1 rated clip' : `${clips} rated clips`} in ${folder}`,
  judge: 'Judge',
  ratersAlone: 'Raters alone',
  judgeOption: (label: string, clips: number) => `${label} (${clips === 1 ? '1 clip' : `${clips} clips`})`,
  level: 'Compare',
  levels: { clip: 'Clip by clip', model: 'Model by model' },
  by: 'Rows',
  rows: { dimensions: 'Dimensions', subDimensions: 'Sub-dimensions' },
  calibrate: 'Calibrate Judge',
  calibrateAgain: 'Calibrate Again',
  calibrationState: {
    none: 'Not calibrated: its scores are shown raw.',
    current: 'Calibrated in the version that answered last.',
    stale: 'Stale: calibrated in another version than the one that answered last, so its scores are shown raw.',
  },
  showCalibration: 'Show Calibration',
  showAgreement: 'Show Agreement',
  saveReport: 'Save HTML Report…',
  table: {
    clip: 'Agreement clip by clip',
    model: 'Agreement model by model',
  },
  column: {
    dimension: 'Dimension',
    subDimension: 'Sub-dimension',
    alpha: 'Raters’ own\u00a0α',
    raters: 'Raters',
    rated: { clip: 'Clips of two raters or more', model: 'Models of two raters or more' },
    judged: { clip: 'Clips judged and rated', model: 'Models judged and rated' },
    pearson: 'Pearson',
    spearman: 'Spearman',
    kendall: 'Kendall\u00a0τ\u2011b',
    pairs: 'Pairs in order',
    untied: 'Untied pairs in order',
  },
  alphaBeside: (alpha: string) => `raters’ own α ${alpha}`,
  sortBy: (column: string) => `Sort by ${column}`,
  legend:
    'α is Krippendorff’s, ordinal: 1 is full agreement, 0 what chance gives. In brackets the 95 % interval; “[?]”: the data give none, being too few or all in line. “–”: the data do not define it.',
  judgeLegend:
    'The judge is held against the raters’ mean. Pairs: how many it puts in the raters’ order, ties of both counted; untied: of those that the raters tell apart. Its scores here are raw, whether there is a calibration or not.',
  aboveCeiling: (titles: string) =>
    `Be wary of ${titles}: the judge follows the raters’ mean more closely than their own agreement allows, by chance or for reasons that are not the question’s.`,
  nothing: {
    clip: 'No rating is about a question of this taxonomy on a clip as a whole.',
    model: 'No clip says which model made it: write "model" into the JSON file beside a clip.',
  },
  disagreements: 'Worst disagreements',
  disagreementsHelp: 'Opens the clip on the frame where it is seen or heard.',
  noDisagreements: 'Nobody disagrees by a quarter of the scale or more.',
  wholeClip: 'whole clip',
  says: (who: string, score: number) => `${who} ${score}`,
  theJudge: 'judge (raw)',
  apart: (points: number) => `${points} points apart`,
  notes: 'Left out',

  calibrationOf: (judge: string) => `Calibration of ${judge}`,
  madeOn: (when: string, folder: string) => `Made ${when} from the ratings in ${folder}`,
  fingerprint: 'Fingerprint of the judge',
  calibrationHelp:
    'All figures are of clips that were held out, whole prompts and sources at a time, in points of 0 to 100: how far scores lie from the experts’ mean, before and after, beside a guess that always says the experts’ mean.',
  overview: 'Dimensions',
  overviewColumn: {
    map: 'Map',
    clips: 'Clips',
    raw: 'Raw',
    calibrated: 'Calibrated',
    constant: 'Constant',
    interval: (share: string) => `Interval for ${share.replace(' ', '\u00a0')}`,
    held: 'Intervals that held',
    supported: 'Supported',
  },
  uncalibrated: 'uncalibrated',
  supported: 'yes',
  limited: 'with limits',
  /** Around the name of the map. */
  method: { before: 'Map: ', after: '. ' },
  labelled: 'Labelled clips',
  ofGroups: (clips: number, groups: number) => `${clips} of ${groups} prompts or sources`,
  intervalFor: (share: string) => `Interval for ${share}`,
  held: 'Intervals that held the experts’ mean',
  spearman: 'Spearman’s ρ',
  notDefined: 'not defined',
  distances: (folds: number) => `Distance from the experts on held-out clips (${folds} splits)`,
  rawDots: 'raw',
  calibratedDots: 'calibrated',
  xAxis: 'judge',
  yAxis: 'experts',
} as const;

export type BoardStrings = Translated<typeof ENGLISH_BOARD_STRINGS>;

/** Every word the board shows that does not come from the extension, the taxonomy, the reports or a rater, in the page's language. */
export const BOARD_STRINGS = inPageLanguage<BoardStrings>(ENGLISH_BOARD_STRINGS, CHINESE_BOARD_STRINGS);
