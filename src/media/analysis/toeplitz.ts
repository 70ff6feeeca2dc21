/**
 * Solves T x = `right`, where T is symmetrical and positive definite with `diagonals[|i − j|]` at (i, j).
 * (Levinson's recursion: Golub & Van Loan, "Matrix Computations", 4.7.3.)
 */
export function solveToeplitz(diagonals: readonly number[], right: readonly number[]): number[] {
  const at = (lag: number) => diagonals[lag] ?? 0;
  let forward = [1 / at(0)];
  let solution = [(right[0] ?? 0) / at(0)];
  for (let n = 1; n < right.length; n++) {
    const missed = forward.reduce((sum, value, i) => sum + at(n - i) * value, 0);
    const scale = 1 / (1 - missed * missed);
    const backward = forward.toReversed();
    const grown = [...forward, 0].map((value, i) => scale * (value - missed * (backward[i - 1] ?? 0)));
    const gap = (right[n] ?? 0) - solution.reduce((sum, value, i) => sum + at(n - i) * value, 0);
    forward = grown;
    solution = [...solution, 0].map((value, i) => value + gap * (grown[n - i] ?? 0));
  }
  return solution;
}
