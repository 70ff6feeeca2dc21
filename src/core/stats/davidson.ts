import { at } from './at.ts';
import { hasFiniteEstimate, type PairCounts } from './davidsonExistence.ts';

/** Bradley–Terry worths with ties. */
export interface DavidsonFit {
  readonly kind: 'fitted';
  /** In the order of the contestants; they sum to 1. */
  readonly worth: readonly number[];
  /** ν: 0 = no tie was seen; 2 = two equals tie half of the time. */
  readonly tie: number;
  readonly logLikelihood: number;
  readonly iterations: number;
}

/**
 * `unbounded`: no finite worths are likeliest. Somebody never lost nor tied against the rest, or only ever did, or nobody ever won.
 * `unsettled`: the iteration did not come to rest.
 */
export type DavidsonResult = DavidsonFit | { readonly kind: 'unbounded' } | { readonly kind: 'unsettled' };

const MOST_ITERATIONS = 20_000;
const SETTLED = 1e-13;

/**
 * Davidson, "On extending the Bradley–Terry model to accommodate ties", JASA 65 (1970): P(i wins) = π_i/D,
 * P(tie) = ν√(π_iπ_j)/D, D = π_i + π_j + ν√(π_iπ_j). Fitted by an MM algorithm after Hunter, Annals of Statistics 32 (2004):
 * with s_i = wins + ties/2, π_i ← s_i / Σ_j (N_ij/D_ij)(1 + (ν/2)√(π_j/π_i)), then ν ← T / Σ_pairs N_ij√(π_iπ_j)/D_ij.
 *
 * @param contestants how many; pairs name them 0…contestants−1. The same pair may stand there more than once.
 */
export function fitDavidson(contestants: number, pairs: readonly PairCounts[]): DavidsonResult {
  if (!hasFiniteEstimate(contestants, pairs)) return { kind: 'unbounded' };
  const points = new Float64Array(contestants);
  let ties = 0;
  for (const pair of pairs) {
    points[pair.first] = at(points, pair.first) + pair.firstWins + pair.ties / 2;
    points[pair.second] = at(points, pair.second) + pair.secondWins + pair.ties / 2;
    ties += pair.ties;
  }
  let worth = new Float64Array(contestants).fill(1 / contestants);
  let tie = ties > 0 ? 1 : 0;
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration += 1) {
    const next = nextWorth(worth, tie, points, pairs);
    const nextTie = ties > 0 ? ties / tieWeight(next, tie, pairs) : 0;
    const moved = Math.max(
      Math.abs(nextTie - tie) / (1 + tie),
      ...next.map((value, index) => Math.abs(value - at(worth, index)) / value),
    );
    worth = next;
    tie = nextTie;
    if (moved < SETTLED) {
      return { kind: 'fitted', worth: [...worth], tie, logLikelihood: logLikelihoodOf(worth, tie, pairs), iterations: iteration };
    }
  }
  return { kind: 'unsettled' };
}

function denominator(worth: Float64Array, tie: number, { first, second }: PairCounts): number {
  const [a, b] = [at(worth, first), at(worth, second)];
  return a + b + tie * Math.sqrt(a * b);
}

function comparisonsOf({ firstWins, secondWins, ties }: PairCounts): number {
  return firstWins + secondWins + ties;
}

function nextWorth(
  worth: Float64Array,
  tie: number,
  points: Float64Array,
  pairs: readonly PairCounts[],
): Float64Array<ArrayBuffer> {
  const rates = new Float64Array(worth.length);
  for (const pair of pairs) {
    const rate = comparisonsOf(pair) / denominator(worth, tie, pair);
    const root = Math.sqrt(at(worth, pair.second) / at(worth, pair.first));
    rates[pair.first] = at(rates, pair.first) + rate * (1 + (tie / 2) * root);
    rates[pair.second] = at(rates, pair.second) + rate * (1 + tie / 2 / root);
  }
  const next = points.map((value, index) => value / at(rates, index));
  const sum = next.reduce((total, value) => total + value, 0);
  return next.map((value) => value / sum);
}

function tieWeight(worth: Float64Array, tie: number, pairs: readonly PairCounts[]): number {
  return pairs.reduce(
    (sum, pair) =>
      sum + (comparisonsOf(pair) * Math.sqrt(at(worth, pair.first) * at(worth, pair.second))) / denominator(worth, tie, pair),
    0,
  );
}

function logLikelihoodOf(worth: Float64Array, tie: number, pairs: readonly PairCounts[]): number {
  return pairs.reduce((sum, pair) => {
    const [a, b] = [Math.log(at(worth, pair.first)), Math.log(at(worth, pair.second))];
    const tied = pair.ties > 0 ? pair.ties * (Math.log(tie) + (a + b) / 2) : 0;
    return sum + pair.firstWins * a + pair.secondWins * b + tied - comparisonsOf(pair) * Math.log(denominator(worth, tie, pair));
  }, 0);
}
