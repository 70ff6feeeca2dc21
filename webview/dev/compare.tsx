import { render } from 'preact';
import { compareScores } from '../../src/core/comparison/compareScores.ts';
import { type Review, reviewOf } from '../../src/core/review.ts';
import { builtinTaxonomy } from '../../src/core/taxonomy/builtin.ts';
import { inChinese } from '../../src/core/taxonomy/chinese.ts';
import { dimensionsOf } from '../../src/core/taxonomy/walk.ts';
import { COMPARE_ACTIONS } from '../../src/protocol/compareKeys.ts';
import type { ComparedClip, CompareState, FromCompare, ToCompare } from '../../src/protocol/compareMessages.ts';
import { type CompareHost, ComparePage } from '../compare/ComparePage.tsx';
import { inPageLanguage } from '../ui/language.ts';
import { registerToolkit } from '../ui/toolkit.ts';
import { demoCalibrations } from './demoCalibrations.ts';
import { listenForKeybindings } from './demoKeybindings.ts';
import { withModels } from './demoModelReview.ts';
import { demoReview } from './demoReview.ts';
import type { DemoData } from './main.tsx';
import '../compare/compare.css';
import './dev.css';

/**
 * Compared clips without VS Code: the server that delivers the page puts what it knows about them into `#demo`. Theme and language
 * come as for the player; the state from `?state=` (`scored`, `calibrated`, `unscored`, `blind`, `annotating`, `problem`).
 */
export type DemoComparison = readonly DemoData[];

const clips: DemoComparison = JSON.parse(document.getElementById('demo')?.textContent ?? '');
const wishes = new URLSearchParams(location.search);
const state = wishes.get('state') ?? 'scored';
const taxonomy = inPageLanguage(builtinTaxonomy(), inChinese(builtinTaxonomy()));
const judges: Readonly<Record<string, string>> = { signals: 'Measurements', gemini: 'Gemini', openai: 'OpenAI' };

/** What is said of the first clip, and of each further one with other dimensions without a fault. */
function reviewAt(index: number, { clip }: DemoData): Review {
  const all = withModels(taxonomy, demoReview(taxonomy, clip.hash, clip.duration), clip.duration);
  const places = dimensionsOf(taxonomy).map(({ id }) => id);
  return reviewOf(
    clip.hash,
    all.ranges.flatMap(({ verdicts }) =>
      verdicts.map((verdict) => {
        const place = places.indexOf(verdict.dimension);
        const holds = (question: number) => (place + index) % 3 === 0 || (place + question) % (2 + (place % 3)) === 0;
        const answers = verdict.answers.map((answer, question) => ({
          ...answer,
          ...(index > 0 && holds(question) && { answer: 'pass' as const }),
          ...(answer.sampled && { sampled: { ...answer.sampled, value: holds(question) ? 1 : 0.25 } }),
        }));
        return { ...verdict, answers };
      }),
    ),
  );
}

const judged = clips.map((clip, index) => ({
  review: state === 'unscored' ? null : reviewAt(index, clip),
  calibrations: state === 'calibrated' ? demoCalibrations(taxonomy) : [],
}));
const annotating = state === 'annotating';
let blind = annotating || state === 'blind';
let order = clips.map((_, index) => index);

function compared(index: number): ComparedClip[] {
  const one = clips[index];
  if (!one) return [];
  const { fileName, sources, clip, analysis } = one;
  const isBroken = state === 'problem' && index === 0;
  return [
    {
      id: `file:///${index}`,
      name: blind ? null : fileName,
      model: blind ? null : (['Veo 4', 'Kling 3', 'Sora 3', 'Hailuo 4'][index] ?? null),
      sources: isBroken ? [] : sources,
      clip: isBroken ? null : { ...clip, frameTimes: Float64Array.from(clip.frameTimes) },
      shots: analysis?.shots ?? [],
      problem: isBroken ? 'The clip was removed or renamed.' : null,
    },
  ];
}

function shown(): CompareState {
  const scores = compareScores(
    taxonomy,
    order.flatMap((index) => judged[index] ?? []),
  );
  return {
    clips: order.flatMap(compared),
    blind,
    annotating,
    scores: blind ? [] : scores.map((each) => ({ ...each, judgeTitle: judges[each.judge] ?? each.judge })),
  };
}

const listeners = new Set<(message: ToCompare) => void>();
const send = (message: ToCompare) => {
  for (const listener of listeners) listener(message);
};
const answer = (message: FromCompare) => {
  if (message.type === 'blind') blind = annotating || message.on;
  if (message.type === 'swapSides') order = [...order.slice(1), ...order.slice(0, 1)];
  if (['ready', 'blind', 'swapSides'].includes(message.type)) send({ type: 'state', state: shown() });
};
let kept: unknown;
const host: CompareHost = {
  post: answer,
  listen(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  loadState: () => kept,
  saveState: (wish) => {
    kept = wish;
  },
};
listenForKeybindings(new Map(COMPARE_ACTIONS.map((action) => [`evalverse.compare.${action}`, action])), (action) =>
  send({ type: 'action', action }),
);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
registerToolkit();
render(<ComparePage host={host} />, root);
