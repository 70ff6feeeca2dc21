import { CELLS, cellDistance, type ShotFeatures } from './shotFeatures.ts';

/** Levels by which a cell differs clearly between two scenes. */
const CLEAR = 14;
/** A cell shows a scene closely when it is no further from it than this share of the difference between the scenes. */
const CLOSELY = 0.15;

/** How a new scene takes the place of an old one, cell by cell. All shares are of the cells that tell the scenes apart. */
export interface Sweep {
  /** Share of all cells that tell the scenes apart. */
  readonly telling: number;
  /** Shares that show the new scene rather than the old one a quarter, half and three quarters through. */
  readonly early: number;
  readonly middle: number;
  readonly late: number;
  /** Share that shows neither scene closely half through: none in a wipe, nearly all in a dissolve. */
  readonly blurred: number;
  /** Share that shows the new scene once and the old one later. */
  readonly relapsed: number;
  /** Share of neighbouring cells of which, half through, one shows the old scene and the other the new: the length of the wipe's edge. */
  readonly front: number;
}

const OLD = -1;
const NEW = 1;
const states = [new Int8Array(CELLS), new Int8Array(CELLS), new Int8Array(CELLS)] as const;

export function sweepBetween(
  a: ShotFeatures,
  b: ShotFeatures,
  early: ShotFeatures,
  middle: ShotFeatures,
  late: ShotFeatures,
): Sweep {
  const [atEarly, atMiddle, atLate] = states;
  let telling = 0;
  let blurred = 0;
  let relapsed = 0;
  const shown = [0, 0, 0] as [number, number, number];
  for (let cell = 0; cell < CELLS; cell++) {
    const contrast = cellDistance(a, b, cell);
    atMiddle[cell] = 0;
    if (contrast < CLEAR) continue;
    telling++;
    atEarly[cell] = cellDistance(b, early, cell) < cellDistance(a, early, cell) ? NEW : OLD;
    atLate[cell] = cellDistance(b, late, cell) < cellDistance(a, late, cell) ? NEW : OLD;
    const toOld = cellDistance(a, middle, cell);
    const toNew = cellDistance(b, middle, cell);
    atMiddle[cell] = toNew < toOld ? NEW : OLD;
    if (Math.min(toOld, toNew) > CLOSELY * contrast) blurred++;
    states.forEach((state, index) => {
      if (state[cell] === NEW) shown[index] = (shown[index] ?? 0) + 1;
    });
    if ((atEarly[cell] ?? 0) > (atMiddle[cell] ?? 0) || (atMiddle[cell] ?? 0) > (atLate[cell] ?? 0)) relapsed++;
  }
  const count = Math.max(1, telling);
  return {
    telling: telling / CELLS,
    early: shown[0] / count,
    middle: shown[1] / count,
    late: shown[2] / count,
    blurred: blurred / count,
    relapsed: relapsed / count,
    front: frontOf(atMiddle, a.across),
  };
}

function frontOf(state: Int8Array, across: number): number {
  let pairs = 0;
  let different = 0;
  const compare = (one: number, other: number) => {
    if (one === 0 || other === 0) return;
    pairs++;
    if (one !== other) different++;
  };
  for (let cell = 0; cell < CELLS; cell++) {
    const own = state[cell] ?? 0;
    if ((cell + 1) % across !== 0) compare(own, state[cell + 1] ?? 0);
    if (cell + across < CELLS) compare(own, state[cell + across] ?? 0);
  }
  return different / Math.max(1, pairs);
}
