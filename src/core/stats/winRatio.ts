import type { Comparison } from './comparison.ts';

/** What a tie counts for: half a win, a loss for both, a win for both, or nothing: the comparison is left out. */
export type TieRule = 'half' | 'loss' | 'win' | 'drop';

export interface WinRecord {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** 0…1; `null` when the tie rule leaves no comparison. */
  readonly winRatio: number | null;
}

/**
 * Wins over comparisons for each contestant, in the order in which they appear. The paper's table does not say its tie rule and
 * does not average to one half, so the rule is never implied: it is an argument and belongs beside every printed ratio.
 */
export function winRatios(comparisons: readonly Comparison[], tieRule: TieRule): ReadonlyMap<string, WinRecord> {
  const tallies = new Map<string, { wins: number; losses: number; ties: number }>();
  const tallyOf = (name: string) => {
    const known = tallies.get(name) ?? { wins: 0, losses: 0, ties: 0 };
    tallies.set(name, known);
    return known;
  };
  for (const { first, second, outcome } of comparisons) {
    const [one, other] = [tallyOf(first), tallyOf(second)];
    if (outcome === 'tie') {
      one.ties += 1;
      other.ties += 1;
    } else {
      const [winner, loser] = outcome === 'first' ? [one, other] : [other, one];
      winner.wins += 1;
      loser.losses += 1;
    }
  }
  return new Map([...tallies].map(([name, tally]) => [name, { ...tally, winRatio: ratioOf(tally, tieRule) }]));
}

function ratioOf({ wins, losses, ties }: Omit<WinRecord, 'winRatio'>, tieRule: TieRule): number | null {
  const compared = wins + losses + (tieRule === 'drop' ? 0 : ties);
  const credit = { half: 0.5, loss: 0, win: 1, drop: 0 }[tieRule];
  return compared > 0 ? (wins + credit * ties) / compared : null;
}
