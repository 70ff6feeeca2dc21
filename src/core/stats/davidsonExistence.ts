import { at } from './at.ts';

/** How two different contestants fared against each other. */
export interface PairCounts {
  readonly first: number;
  readonly second: number;
  readonly firstWins: number;
  readonly secondWins: number;
  readonly ties: number;
}

/** log worth of `above` ≥ log worth of `below` + `by`. */
interface Bound {
  readonly above: number;
  readonly below: number;
  readonly by: number;
}

/**
 * Whether one set of worths (and one ν, where there were ties) is likeliest. The log-likelihood is concave in the logs; it has
 * no single finite maximum exactly when some direction makes no seen outcome less likely (Albert & Anderson, Biometrika 71,
 * 1984). With log ν resting these are directions in which winners rise and those who tied move together: there is none when
 * "won or tied" connects everybody both ways. With log ν rising they are differences of at least 2 per win and at most 2 per tie.
 */
export function hasFiniteEstimate(contestants: number, pairs: readonly PairCounts[]): boolean {
  const resting: Bound[] = [];
  const rising: Bound[] = [];
  let ties = 0;
  for (const { first, second, firstWins, secondWins, ties: tied } of pairs) {
    ties += tied;
    for (const [winner, loser, wins] of [
      [first, second, firstWins],
      [second, first, secondWins],
    ] as const) {
      if (wins + tied > 0) resting.push({ above: winner, below: loser, by: 0 });
      if (wins > 0) rising.push({ above: winner, below: loser, by: 2 });
      if (tied > 0) rising.push({ above: winner, below: loser, by: -2 });
    }
  }
  if (contestants === 0 || !reachesAll(contestants, resting, false) || !reachesAll(contestants, resting, true)) return false;
  return ties === 0 || !isFeasible(contestants, rising);
}

function reachesAll(contestants: number, bounds: readonly Bound[], upwards: boolean): boolean {
  const reached = new Set([0]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { above, below } of bounds) {
      const [from, to] = upwards ? [below, above] : [above, below];
      if (reached.has(from)) reached.add(to);
    }
  }
  return reached.size === contestants;
}

/** Bellman–Ford: a system of bounds on differences has a solution exactly when raising to meet them comes to an end. */
function isFeasible(contestants: number, bounds: readonly Bound[]): boolean {
  const heights = new Float64Array(contestants);
  for (let round = 0; round <= contestants; round += 1) {
    let raised = false;
    for (const { above, below, by } of bounds) {
      if (at(heights, above) >= at(heights, below) + by) continue;
      heights[above] = at(heights, below) + by;
      raised = true;
    }
    if (!raised) return true;
  }
  return false;
}
