import { DISTURBANCES } from '../../fixtures/shots/disturbances.ts';
import { type EditedClip, editClip, uncutClip } from '../../fixtures/shots/editedClip.ts';
import type { Group, Scene } from '../../fixtures/shots/scenes.ts';

/** Seeds of the sets never meet. */
const FIRST_SEED: Readonly<Record<Group, number>> = { tuning: 1000, 'held-out': 900_000 };
const FITTING_SEED = 50_000;
const SHOTS = 14;
const UNCUT_LENGTH = 130;

/** What is reported: half plain and half hard edited clips, and uncut ones with every disturbance and with none. */
export function editedSet(group: Group, scenes: readonly Scene[]): EditedClip[] {
  return compose(scenes, FIRST_SEED[group], 24, 12);
}

/** What the weights of the detector are fitted on; from tuning scenes only. */
export function fittingSet(scenes: readonly Scene[]): EditedClip[] {
  return compose(scenes, FITTING_SEED, 80, 10);
}

function compose(scenes: readonly Scene[], seed: number, clips: number, uncutRounds: number): EditedClip[] {
  const edited = Array.from({ length: clips }, (_, index) => editClip(scenes, seed + index, SHOTS, index % 2 === 1));
  const uncut = Array.from({ length: uncutRounds }, (_, round) =>
    [null, ...DISTURBANCES].map((kind, index) => uncutClip(scenes, seed + 100 * (round + 1) + index, UNCUT_LENGTH, kind)),
  );
  return [...edited, ...uncut.flat()];
}
