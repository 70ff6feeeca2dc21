import { render } from 'preact';
import { chinesePhrases } from '../../src/core/phrases/chinese.ts';
import { phrasebook, type Say } from '../../src/core/phrases/phrasebook.ts';
import type { Review } from '../../src/core/review.ts';
import { NO_SHOT_EDITS } from '../../src/core/shotCorrections.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { inChinese } from '../../src/core/taxonomy/chinese.ts';
import type { DrawnTrace, TraceChoice } from '../../src/core/trace.ts';
import type { PlayerAnalysis, PlayerClip, PlayerProgress } from '../../src/protocol/messages.ts';
import { PlayerPage } from '../player/PlayerPage.tsx';
import { inPageLanguage } from '../ui/language.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { demoCalibrations } from './demoCalibrations.ts';
import { crowdedReview } from './demoCrowd.ts';
import { demoActivities, withModels } from './demoModelReview.ts';
import { demoReview } from './demoReview.ts';
import { type Demo, demoTransport } from './demoTransport.ts';
import '../player/player.css';
import './dev.css';

/**
 * The player page without VS Code. The server that delivers the page puts the clip's facts into `#demo`; the theme comes
 * from `?theme=`, the language from `?lang=` (`zh-cn`), and the state from `?state=` (`reviewed`, `compared`, `calibrated`,
 * `judging`, `crowded`, `fresh`, `running`, `unprobed`, `problem`).
 */
export interface DemoData {
  readonly fileName: string;
  readonly sources: readonly string[];
  readonly clip: Omit<PlayerClip, 'frameTimes'> & { readonly frameTimes: readonly number[] };
  readonly analysis: DemoAnalysis | null;
}

interface DemoAnalysis extends Pick<PlayerAnalysis, 'shots' | 'boundaries'> {
  readonly waveform: { readonly hop: number; readonly minimum: readonly number[]; readonly maximum: readonly number[] } | null;
  readonly thumbnails: Omit<PlayerAnalysis['thumbnails'], 'times' | 'jpeg'> & {
    readonly times: readonly number[];
    /** Base64. */
    readonly jpeg: string;
  };
  readonly traces: readonly DemoTrace[];
  readonly faces: readonly DemoTrack[];
  readonly subject: readonly DemoTrack[];
}

interface DemoTrack {
  readonly times: readonly number[];
  readonly boxes: readonly number[];
}

interface DemoTrace extends Omit<DrawnTrace, 'times' | 'values'> {
  readonly times: readonly number[];
  /** `null` where there is no value: JSON has no NaN. */
  readonly values: readonly (number | null)[];
}

declare global {
  interface Window {
    demo: Demo;
  }
}

/** As the extension says the names of measurements. */
const say: Say = inPageLanguage<Say>((text) => text, phrasebook(chinesePhrases()));

function named<Choice extends TraceChoice>(choice: Choice): Choice {
  return { ...choice, title: say(choice.title), unit: say(choice.unit) };
}

function analysisOf({ shots, boundaries, waveform, thumbnails, traces, faces, subject }: DemoAnalysis): PlayerAnalysis {
  const track = ({ times, boxes }: DemoTrack) => ({ times: Float64Array.from(times), boxes: Float32Array.from(boxes) });
  return {
    shots,
    boundaries,
    shotEdits: NO_SHOT_EDITS,
    waveform: waveform && {
      hop: waveform.hop,
      minimum: Float32Array.from(waveform.minimum),
      maximum: Float32Array.from(waveform.maximum),
    },
    thumbnails: {
      ...thumbnails,
      times: Float64Array.from(thumbnails.times),
      jpeg: Uint8Array.from(atob(thumbnails.jpeg), (character) => character.charCodeAt(0)),
    },
    faces: faces.map(track),
    subject: subject.map(track),
    traces: traces.map(named),
    limitations: [],
  };
}

function tracesOf({ traces }: DemoAnalysis): DrawnTrace[] {
  return traces.map(({ times, values, ...trace }) => ({
    ...named(trace),
    times: Float64Array.from(times),
    values: Float32Array.from(values, (value) => value ?? Number.NaN),
  }));
}

const data: DemoData = JSON.parse(document.getElementById('demo')?.textContent ?? '');
const wishes = new URLSearchParams(location.search);
const state = wishes.get('state') ?? 'reviewed';
const taxonomy = inPageLanguage(builtinTaxonomy(), inChinese(builtinTaxonomy()));
const clip: PlayerClip = { ...data.clip, frameTimes: Float64Array.from(data.clip.frameTimes) };
const CROWD = 10_000;
const measured =
  state === 'crowded' ? crowdedReview(taxonomy, clip.hash, clip.duration, CROWD) : demoReview(taxonomy, clip.hash, clip.duration);
const review = state === 'compared' || state === 'calibrated' ? withModels(taxonomy, measured, clip.duration) : measured;
const reviews: Readonly<Record<string, Review>> = {
  reviewed: review,
  compared: review,
  calibrated: review,
  judging: review,
  crowded: review,
};
const progress: Readonly<Record<string, PlayerProgress>> = {
  running: { label: 'Analysing picture and sound', fraction: 0.42 },
  judging: { label: 'Judging', fraction: 0.3 },
};
const host = demoTransport(
  {
    fileName: data.fileName,
    sources: data.sources,
    clip: state === 'unprobed' || state === 'problem' ? null : clip,
    analysis: data.analysis && state !== 'unprobed' && state !== 'problem' ? analysisOf(data.analysis) : null,
    review: reviews[state] ?? null,
    calibrations: state === 'calibrated' ? demoCalibrations(taxonomy) : [],
    taxonomy,
    showPasses: false,
    filter: { aspects: [], minimumSeverity: 'hint' },
    progress: progress[state] ?? null,
    judge:
      state === 'reviewed' ? { id: 'signals', label: 'Measurements only' } : { id: 'gemini', label: 'Gemini · gemini-3.8-flash' },
    activities: state === 'judging' ? demoActivities(taxonomy) : [],
    annotations: { rater: null, words: [], clips: null },
    annotating: false,
    habits: null,
    problem:
      state === 'problem'
        ? 'ffmpeg was not found, so this clip can be played but not evaluated. Install ffmpeg or set its path.'
        : null,
  },
  review,
  data.analysis ? tracesOf(data.analysis) : [],
);
window.demo = host;

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
registerToolkit();
render(<PlayerPage host={host} />, root);
