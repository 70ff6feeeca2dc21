import type { PlayerSnapshot, ToPlayer } from '../../src/protocol/messages.ts';

/** What the page knows from the extension, plus what is selected. `null` snapshot: nothing has arrived yet. */
export interface PlayerState {
  readonly snapshot: PlayerSnapshot | null;
  readonly selectedFinding: string | null;
}

export const INITIAL_STATE: PlayerState = { snapshot: null, selectedFinding: null };

export type PlayerEvent = ToPlayer | { readonly type: 'select'; readonly finding: string | null };

/** The state after a message or a selection. Deltas before the snapshot have nothing to change and are dropped. */
export function receive(state: PlayerState, event: PlayerEvent): PlayerState {
  const changed = (change: Partial<PlayerSnapshot>): PlayerState =>
    state.snapshot ? { ...state, snapshot: { ...state.snapshot, ...change } } : state;
  switch (event.type) {
    case 'snapshot':
      return { ...state, snapshot: event.snapshot };
    case 'clip':
      return changed({ clip: event.clip });
    case 'analysis':
      return changed({ analysis: event.analysis });
    case 'review':
      return changed({ review: event.review });
    case 'progress':
      return changed({ progress: event.progress });
    case 'problem':
      return changed({ problem: event.problem });
    case 'settings': {
      const { type: _, ...settings } = event;
      return changed(settings);
    }
    case 'select':
      return { ...state, selectedFinding: event.finding };
    case 'seek':
      return { ...state, selectedFinding: event.finding ?? state.selectedFinding };
    case 'action':
    case 'hidden':
      return state; // the engine's business
  }
}
