/** One example: its features, whether it is positive, and how much it counts. */
export interface Example {
  readonly features: readonly number[];
  readonly positive: boolean;
  readonly weight: number;
}

const ROUNDS = 15;
/** Strength of the pull of every standardised weight towards zero. */
const RIDGE = 1;

/** Weights of the features and the bias that make the examples likeliest (Newton's method, ridge penalty). */
export function fitLogistic(examples: readonly Example[]): { weights: number[]; bias: number } {
  const size = examples[0]?.features.length ?? 0;
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (const { features } of examples) {
    for (const [i, value] of features.entries()) mean[i] = (mean[i] ?? 0) + value / examples.length;
  }
  for (const { features } of examples) {
    for (const [i, value] of features.entries()) {
      deviation[i] = (deviation[i] ?? 0) + (value - (mean[i] ?? 0)) ** 2 / examples.length;
    }
  }
  const scale = Array.from(deviation, (variance) => 1 / (Math.sqrt(variance) + 1e-9));
  const standardised = examples.map(({ features }) => [
    ...features.map((value, i) => (value - (mean[i] ?? 0)) * (scale[i] ?? 0)),
    1,
  ]);
  let fitted = new Array<number>(size + 1).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const hessian = fitted.map((_, i) => fitted.map((__, j): number => (i === j ? (i < size ? RIDGE : 1e-9) : 0)));
    const gradient = fitted.map((value, i) => (i < size ? RIDGE * value : 0));
    standardised.forEach((row, n) => {
      const example = examples[n];
      if (!example) return;
      const sum = row.reduce((total, value, i) => total + value * (fitted[i] ?? 0), 0);
      const odds = 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, sum))));
      const error = example.weight * (odds - (example.positive ? 1 : 0));
      const curvature = example.weight * odds * (1 - odds);
      for (let i = 0; i <= size; i++) {
        const value = row[i] ?? 0;
        gradient[i] = (gradient[i] ?? 0) + error * value;
        const line = hessian[i];
        if (line) for (let j = 0; j <= size; j++) line[j] = (line[j] ?? 0) + curvature * value * (row[j] ?? 0);
      }
    });
    const step = solve(hessian, gradient);
    fitted = fitted.map((value, i) => value - (step[i] ?? 0));
  }
  const weights = fitted.slice(0, size).map((value, i) => value * (scale[i] ?? 0));
  const bias = weights.reduce((total, weight, i) => total - weight * (mean[i] ?? 0), fitted[size] ?? 0);
  return { weights, bias };
}

/** Solves matrix · x = right by elimination; the matrix is positive definite, so no pivoting is needed. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  rows.forEach((pivot, i) => {
    for (const row of rows.slice(i + 1)) {
      const factor = (row[i] ?? 0) / (pivot[i] ?? 1);
      for (let j = i; j <= rows.length; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    }
  });
  const solution = new Array<number>(rows.length).fill(0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i] ?? [];
    const known = solution.reduce((sum, value, j) => (j > i ? sum + value * (row[j] ?? 0) : sum), 0);
    solution[i] = ((row[rows.length] ?? 0) - known) / (row[i] ?? 1);
  }
  return solution;
}
