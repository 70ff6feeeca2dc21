import type { Review } from '../../src/core/review.ts';
import type { DrawnTrace } from '../../src/core/trace.ts';
import type { JudgedRange } from '../../src/core/verdict.ts';
import type { PlayerAnalysis, PlayerSnapshot, ToPlayer } from '../../src/protocol/messages.ts';
import type { DetailSubject } from './detail/detail.ts';
import { choiceHolding, choiceOn, newlyJudged } from './scorecard/model.ts';

/** What the page knows from the extension, plus what is selected. `null` snapshot: nothing has arrived yet. */
export interface PlayerState {
  readonly snapshot: PlayerSnapshot | null;
  readonly selectedFinding: string | null;
  /** Key of the scorecard that was chosen, by the person or by what was judged last; `null` for the first one. */
  readonly chosenScorecard: string | null;
  /** The measurements that have arrived, by operator; `null` for nothing to draw. */
  readonly traces: ReadonlyMap<string, DrawnTrace | null>;
  /** What the detail card is about; `null` while it is closed. */
  readonly inspected: DetailSubject | null;
}

export const INITIAL_STATE: PlayerState = {
  snapshot: null,
  selectedFinding: null,
  chosenScorecard: null,
  traces: new Map(),
  inspected: null,
};

export type PlayerEvent =
  | ToPlayer
  | { readonly type: 'select'; readonly finding: string }
  | { readonly type: 'inspect'; readonly subject: DetailSubject | null }
  | { readonly type: 'choose'; readonly scorecard: string }
  /** The person wants `range` judged. What was judged before is not judged again, so that no new review need follow. */
  | { readonly type: 'evaluate'; readonly range: JudgedRange };

/** What was just judged is shown; the first review of a file leaves everything as it is. */
function scorecardAfter(chosen: string | null, before: Review | null, after: Review): string | null {
  if (before?.clipHash !== after.clipHash) return chosen;
  return newlyJudged(before, after) ?? chosen;
}

/** What is selected is shown in its scorecard, and what stands behind it on the card. */
function selected(state: PlayerState, finding: string): PlayerState {
  const review = state.snapshot?.review;
  return {
    ...state,
    selectedFinding: finding,
    inspected: { kind: 'finding', finding },
    chosenScorecard: (review && choiceHolding(review, finding)) ?? state.chosenScorecard,
  };
}

function withAnalysis(state: PlayerState, change: Partial<PlayerAnalysis>): PlayerState {
  const { snapshot } = state;
  return snapshot?.analysis ? { ...state, snapshot: { ...snapshot, analysis: { ...snapshot.analysis, ...change } } } : state;
}

/** The state after a message or a selection. Deltas before the snapshot have nothing to change and are dropped. */
export function receive(state: PlayerState, event: PlayerEvent): PlayerState {
  const changed = (change: Partial<PlayerSnapshot>): PlayerState =>
    state.snapshot ? { ...state, snapshot: { ...state.snapshot, ...change } } : state;
  switch (event.type) {
    case 'snapshot':
      return { ...state, snapshot: event.snapshot, traces: new Map() };
    case 'clip':
      return changed({ clip: event.clip });
    case 'analysis':
      return { ...changed({ analysis: event.analysis }), traces: new Map() };
    case 'shots': {
      const { type: _, ...shots } = event;
      return { ...withAnalysis(state, shots), traces: new Map() };
    }
    case 'traceChoices':
      return withAnalysis(state, { traces: event.traces });
    case 'trace':
      return { ...state, traces: new Map(state.traces).set(event.operator, event.trace) };
    case 'review': {
      const chosenScorecard = scorecardAfter(state.chosenScorecard, state.snapshot?.review ?? null, event.review);
      return { ...changed({ review: event.review }), chosenScorecard };
    }
    case 'calibrations':
      return changed({ calibrations: event.calibrations });
    case 'progress':
      return changed({ progress: event.progress });
    case 'judge':
      return changed({ judge: event.judge });
    case 'activities':
      return changed({ activities: event.activities });
    case 'annotating':
      return { ...changed({ annotating: event.annotating }), inspected: null };
    case 'annotations':
      return changed({ annotations: event.annotations });
    case 'problem':
      return changed({ problem: event.problem });
    case 'settings': {
      const { type: _, ...settings } = event;
      // Limits are drawn with the curves, and are the taxonomy's.
      return { ...changed(settings), traces: new Map() };
    }
    case 'select':
      return selected(state, event.finding);
    case 'inspect':
      return { ...state, inspected: event.subject };
    case 'choose':
      return { ...state, chosenScorecard: event.scorecard };
    case 'evaluate': {
      const review = state.snapshot?.review;
      return { ...state, chosenScorecard: (review && choiceOn(review, event.range)) ?? state.chosenScorecard };
    }
    case 'seek':
      return event.finding === null ? state : selected(state, event.finding);
    case 'thumbnails':
    case 'action':
    case 'hidden':
      return state; // the engine's and the timeline's business
  }
}
