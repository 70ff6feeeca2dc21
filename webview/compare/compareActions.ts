import type { CompareAction } from '../../src/protocol/compareKeys.ts';
import type { FromCompare } from '../../src/protocol/compareMessages.ts';
import { type CompareUi, type Layout, SPEEDS } from './compareUiState.ts';
import type { SyncClock } from './syncClock.ts';

/** What actions on compared clips act on. */
export interface CompareContext {
  readonly host: { post(message: FromCompare): void };
  readonly ui: CompareUi;
  readonly change: (change: Partial<CompareUi>) => void;
  readonly sync: SyncClock;
  readonly sides: readonly { readonly id: string }[];
  /** Id of the clip that is heard, or empty. */
  readonly listening: string;
  readonly shotsKnown: boolean;
  readonly blind: boolean;
  readonly annotating: boolean;
}

/** What each key and button does. */
export function compareActions(context: CompareContext): Readonly<Record<CompareAction, () => void>> {
  const { host, ui, change, sync, sides, listening, shotsKnown, blind, annotating } = context;
  const show = (layout: Layout) => sides.length === 2 && change({ layout });
  const speed = (direction: 1 | -1) => {
    const faster = SPEEDS.find((each) => each > ui.rate);
    const slower = SPEEDS.findLast((each) => each < ui.rate);
    change({ rate: (direction === 1 ? faster : slower) ?? ui.rate });
  };
  return {
    playPause: () => sync.playPause(),
    previousFrame: () => sync.step(-1),
    nextFrame: () => sync.step(1),
    secondBack: () => sync.skip(-1),
    secondForward: () => sync.skip(1),
    previousShot: () => sync.goToShot(-1),
    nextShot: () => sync.goToShot(1),
    goToStart: () => sync.seek(0),
    goToEnd: () => sync.goToEnd(),
    slower: () => speed(-1),
    faster: () => speed(1),
    swapSides: () => host.post({ type: 'swapSides' }),
    showSideBySide: () => change({ layout: 'side' }),
    showWipe: () => show('wipe'),
    showDifference: () => show('difference'),
    toggleSync: () => shotsKnown && change({ sync: ui.sync === 'time' ? 'shot' : 'time' }),
    toggleBlind: () => !annotating && host.post({ type: 'blind', on: !blind }),
    // Past the last one nobody is heard.
    nextSound: () => change({ listening: sides[sides.findIndex(({ id }) => id === listening) + 1]?.id ?? '' }),
  };
}
