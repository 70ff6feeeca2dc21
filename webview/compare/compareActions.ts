import { type CommonTime, restAt } from '../../src/core/comparison/commonTime.ts';
import type { CompareAction } from '../../src/protocol/compareKeys.ts';
import type { FromCompare } from '../../src/protocol/compareMessages.ts';
import { NO_RANGE, withIn, withOut } from '../player/inOut.ts';
import type { Loop } from '../ui/uiState.ts';
import { type CompareUi, type Layout, SPEEDS } from './compareUiState.ts';
import { commonPictures } from './loopedSync.ts';
import type { SyncClock } from './syncClock.ts';

/** What actions on compared clips act on. */
export interface CompareContext {
  readonly host: { post(message: FromCompare): void };
  readonly ui: CompareUi;
  readonly change: (change: Partial<CompareUi>) => void;
  readonly sync: SyncClock;
  /** `null` while the clips are not known. */
  readonly common: CommonTime | null;
  readonly sides: readonly { readonly id: string }[];
  /** Id of the clip that is heard, or empty. */
  readonly listening: string;
  readonly shotsKnown: boolean;
  readonly blind: boolean;
  readonly annotating: boolean;
  readonly showKeys: () => void;
}

/** What each key and button does. */
export function compareActions(context: CompareContext): Readonly<Record<CompareAction, () => void>> {
  const { host, ui, change, sync, common, sides, listening, shotsKnown, blind, annotating, showKeys } = context;
  const show = (layout: Layout) => sides.length === 2 && change({ layout });
  const speed = (direction: 1 | -1) => {
    const faster = SPEEDS.find((each) => each > ui.rate);
    const slower = SPEEDS.findLast((each) => each < ui.rate);
    change({ rate: (direction === 1 ? faster : slower) ?? ui.rate });
  };
  const { moment } = sync.state;
  const toggleLoop = (loop: Loop) => change({ loop: ui.loop === loop ? 'off' : loop });
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
    setIn: () => common && change({ marks: withIn(ui.marks, restAt(common, moment)) }),
    setOut: () => common && change({ marks: withOut(ui.marks, commonPictures(common).endAt(moment)) }),
    clearRange: () => change({ marks: NO_RANGE }),
    loopRange: () => toggleLoop('range'),
    loopClip: () => toggleLoop('clip'),
    slower: () => speed(-1),
    faster: () => speed(1),
    swapSides: () => host.post({ type: 'swapSides' }),
    showSideBySide: () => change({ layout: 'side' }),
    showWipe: () => show('wipe'),
    showDifference: () => show('difference'),
    // The marks belong to the axis that they were set on.
    toggleSync: () => shotsKnown && change({ sync: ui.sync === 'time' ? 'shot' : 'time', marks: NO_RANGE }),
    toggleBlind: () => !annotating && host.post({ type: 'blind', on: !blind }),
    // Past the last one nobody is heard.
    nextSound: () => change({ listening: sides[sides.findIndex(({ id }) => id === listening) + 1]?.id ?? '' }),
    showKeys,
  };
}
