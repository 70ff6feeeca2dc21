import { at } from './at.ts';
import type { Interval } from './correlationInterval.ts';
import { quantileOfSorted } from './quantile.ts';
import { type Random, seededRandom } from './random.ts';

export interface BootstrapOptions {
  readonly seed: number;
  /** How many resamples are drawn; 1,000 give a 95 % interval about two digits. */
  readonly repetitions: number;
  /** Such as 0.95. */
  readonly confidence: number;
}

export interface BootstrapResult {
  /** `null` when the statistic was defined in no resample. */
  readonly interval: Interval | null;
  /** In how many resamples the statistic was defined: the interval speaks of those alone. */
  readonly defined: number;
}

/**
 * Percentile bootstrap (Efron & Tibshirani 1993, §13.3) over whole clusters (Davison & Hinkley 1997, §3.8): what was seen of
 * one clip is drawn together, so that several ratings of a clip do not pass for independent ones.
 *
 * @param clusters how many there are.
 * @param statistic of one resample, given how often each cluster was drawn; `null` where it is not defined.
 */
export function bootstrapClusters(
  clusters: number,
  statistic: (draws: Uint32Array) => number | null,
  { seed, repetitions, confidence }: BootstrapOptions,
): BootstrapResult {
  const random = seededRandom(seed);
  const found: number[] = [];
  for (let repetition = 0; clusters > 0 && repetition < repetitions; repetition += 1) {
    const value = statistic(drawsOf(clusters, random));
    if (value !== null) found.push(value);
  }
  if (found.length === 0) return { interval: null, defined: 0 };
  const sorted = Float64Array.from(found).sort();
  const tail = (1 - confidence) / 2;
  return { interval: { low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) }, defined: found.length };
}

/**
 * The same for a statistic of rows: each row belongs to the cluster named beside it.
 *
 * @param clusterOfRow one name per row, such as its clip.
 * @param statistic of the rows with these indices; a row drawn twice stands there twice.
 */
export function bootstrapRows(
  clusterOfRow: readonly string[],
  statistic: (rows: readonly number[]) => number | null,
  options: BootstrapOptions,
): BootstrapResult {
  const rowsOf = new Map<string, number[]>();
  clusterOfRow.forEach((cluster, row) => {
    const rows = rowsOf.get(cluster);
    if (rows === undefined) rowsOf.set(cluster, [row]);
    else rows.push(row);
  });
  const clusters = [...rowsOf.values()];
  return bootstrapClusters(
    clusters.length,
    (draws) => statistic(clusters.flatMap((rows, cluster) => Array.from({ length: at(draws, cluster) }, () => rows).flat())),
    options,
  );
}

function drawsOf(clusters: number, random: Random): Uint32Array {
  const draws = new Uint32Array(clusters);
  for (let drawn = 0; drawn < clusters; drawn += 1) {
    const cluster = Math.floor(random() * clusters);
    draws[cluster] = (draws[cluster] ?? 0) + 1;
  }
  return draws;
}
