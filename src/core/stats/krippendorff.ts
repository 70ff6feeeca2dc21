import { at, requireFinite } from './at.ts';
import { type BootstrapOptions, type BootstrapResult, bootstrapClusters } from './bootstrap.ts';
import { averageRankOfCounts } from './rankOfCounts.ts';

/** How the distance of two ratings is measured. */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** What several raters said of one thing; `null` = not rated. */
export interface RatedUnit {
  /** Drawn together in a bootstrap: the clip. */
  readonly cluster: string;
  readonly ratings: readonly (number | null)[];
}

/** Amounts by pattern, laid out one after the other: those of pattern p stand at `starts[p]` up to `starts[p + 1]`. */
interface Tallies {
  readonly starts: Uint32Array;
  /** What is counted: an index into values or pairs. */
  readonly keys: Uint32Array;
  readonly amounts: Float64Array;
}

/** Ratings counted once, from which α follows for any resample of clusters. Of a unit with one rating nothing is kept. */
export interface PairableRatings {
  /** The distinct values, ascending. */
  readonly values: Float64Array;
  /** Pairs of different values that occur within a unit, as indices into `values`. */
  readonly pairs: readonly { readonly lower: number; readonly higher: number }[];
  /** How many there are. */
  readonly clusters: number;
  /** The pattern of each cluster: clusters that were rated alike share one, so that a resample is summed over few of them. */
  readonly patterns: Uint32Array;
  /** How often each value stands in a cluster of each pattern. */
  readonly counts: Tallies;
  /** A cluster's share of the coincidences of each pair. */
  readonly coincidences: Tallies;
}

/**
 * Counts ratings for {@link krippendorffAlpha}. A unit with m ≥ 2 ratings adds 2/(m−1) per unordered pair to the coincidences.
 *
 * @throws RangeError for a rating that is not a finite number.
 */
export function pairableRatings(units: readonly RatedUnit[]): PairableRatings {
  const pairable = units
    .map(({ cluster, ratings }) => ({ cluster, ratings: ratings.filter((rating) => rating !== null) }))
    .filter(({ ratings }) => ratings.length >= 2);
  for (const { ratings } of pairable) requireFinite(ratings);
  const values = Float64Array.from(new Set(pairable.flatMap(({ ratings }) => ratings))).sort();
  const indexOf = new Map(Array.from(values, (value, index) => [value, index]));
  const pairs: { lower: number; higher: number }[] = [];
  const pairIds = new Map<number, number>();
  const clusters = new Map<string, Tally>();
  for (const { cluster, ratings } of pairable) {
    let tally = clusters.get(cluster);
    if (tally === undefined) {
      tally = { counts: new Map(), coincidences: new Map() };
      clusters.set(cluster, tally);
    }
    // In order, so that clusters rated alike by other raters are found to be alike.
    const indices = ratings.map((rating) => indexOf.get(rating) ?? 0).sort((a, b) => a - b);
    const weight = 2 / (ratings.length - 1);
    for (const [position, index] of indices.entries()) {
      tally.counts.set(index, (tally.counts.get(index) ?? 0) + 1);
      for (let other = 0; other < position; other += 1) {
        const [lower, higher] = [Math.min(index, at(indices, other)), Math.max(index, at(indices, other))];
        if (lower === higher) continue;
        const key = lower * values.length + higher;
        let id = pairIds.get(key);
        if (id === undefined) {
          id = pairs.length;
          pairs.push({ lower, higher });
          pairIds.set(key, id);
        }
        tally.coincidences.set(id, (tally.coincidences.get(id) ?? 0) + weight);
      }
    }
  }
  const patterns = new Map<string, { readonly index: number; readonly tally: Tally }>();
  const patternOf = Array.from(clusters.values(), (tally) => {
    const key = JSON.stringify([[...tally.counts], [...tally.coincidences]]);
    const pattern = patterns.get(key) ?? { index: patterns.size, tally };
    patterns.set(key, pattern);
    return pattern.index;
  });
  const tallies = Array.from(patterns.values(), ({ tally }) => tally);
  return {
    values,
    pairs,
    clusters: clusters.size,
    patterns: Uint32Array.from(patternOf),
    counts: laidOut(tallies.map(({ counts }) => counts)),
    coincidences: laidOut(tallies.map(({ coincidences }) => coincidences)),
  };
}

/** What one cluster, or every cluster of a pattern, adds. */
interface Tally {
  readonly counts: Map<number, number>;
  readonly coincidences: Map<number, number>;
}

function laidOut(patterns: readonly ReadonlyMap<number, number>[]): Tallies {
  const starts = new Uint32Array(patterns.length + 1);
  for (const [index, tally] of patterns.entries()) starts[index + 1] = at(starts, index) + tally.size;
  return {
    starts,
    keys: Uint32Array.from(patterns.flatMap((tally) => [...tally.keys()])),
    amounts: Float64Array.from(patterns.flatMap((tally) => [...tally.values()])),
  };
}

/** How often each pattern counts: as often as its clusters were drawn. */
function patternDraws({ patterns, counts }: PairableRatings, draws: Uint32Array | undefined): Uint32Array {
  const times = new Uint32Array(counts.starts.length - 1);
  for (let cluster = 0; cluster < patterns.length; cluster += 1) {
    const pattern = patterns[cluster] ?? 0;
    times[pattern] = (times[pattern] ?? 0) + (draws === undefined ? 1 : (draws[cluster] ?? 0));
  }
  return times;
}

/** Sums over patterns, each as often as it counts. */
function summed({ starts, keys, amounts }: Tallies, length: number, draws: Uint32Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(length);
  for (let pattern = 0; pattern < draws.length; pattern += 1) {
    const times = draws[pattern] ?? 0;
    if (times === 0) continue;
    const end = starts[pattern + 1] ?? 0;
    for (let entry = starts[pattern] ?? 0; entry < end; entry += 1) {
      const key = keys[entry] ?? 0;
      sums[key] = (sums[key] ?? 0) + times * (amounts[entry] ?? 0);
    }
  }
  return sums;
}

/**
 * Krippendorff's α = 1 − D_o/D_e (Krippendorff, "Computing Krippendorff's alpha-reliability", 2011): any number of raters,
 * missing ratings left out. δ²: nominal 1; interval (c−k)²; ratio ((c−k)/(c+k))²; ordinal (Σ_{g=c…k} n_g − (n_c+n_k)/2)²,
 * which is the squared difference of the values' mid-ranks.
 * `null` where it is not defined: no unit with two ratings, or all pairable ratings alike.
 *
 * @param draws how often each cluster counts; all once by default.
 * @throws RangeError for a negative value on the ratio scale.
 */
export function krippendorffAlpha(ratings: PairableRatings, metric: AlphaMetric, draws?: Uint32Array): number | null {
  const { values, pairs } = ratings;
  if (metric === 'ratio' && values.some((value) => value < 0)) throw new RangeError('a negative rating on the ratio scale');
  const times = patternDraws(ratings, draws);
  const counts = summed(ratings.counts, values.length, times);
  const coincidences = summed(ratings.coincidences, pairs.length, times);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const scale = metric === 'ordinal' ? averageRankOfCounts(counts) : values;
  let observed = 0;
  for (const [index, { lower, higher }] of pairs.entries()) {
    observed += at(coincidences, index) * squaredDistance(metric, at(scale, lower), at(scale, higher));
  }
  if (counts.filter((count) => count > 0).length < 2) return null;
  return 1 - ((total - 1) * observed) / expectedDisagreement(metric, scale, counts);
}

/** Percentile bootstrap of α over clusters: whole clips are drawn, never single ratings. */
export function krippendorffInterval(ratings: PairableRatings, metric: AlphaMetric, options: BootstrapOptions): BootstrapResult {
  return bootstrapClusters(ratings.clusters, (draws) => krippendorffAlpha(ratings, metric, draws), options);
}

function squaredDistance(metric: AlphaMetric, a: number, b: number): number {
  if (a === b) return 0;
  switch (metric) {
    case 'nominal':
      return 1;
    case 'ratio':
      return ((a - b) / (a + b)) ** 2;
    case 'ordinal':
    case 'interval':
      return (a - b) ** 2;
  }
}

/** Σ_{c≠k} n_c n_k δ²; twice the sum over unordered pairs, as the coincidences count both orders too. */
function expectedDisagreement(metric: AlphaMetric, scale: Float64Array, counts: Float64Array): number {
  let expected = 0;
  if (metric === 'ratio') {
    for (let higher = 1; higher < scale.length; higher += 1) {
      for (let lower = 0; lower < higher; lower += 1) {
        expected += 2 * at(counts, lower) * at(counts, higher) * squaredDistance(metric, at(scale, lower), at(scale, higher));
      }
    }
    return expected;
  }
  let total = 0;
  let centre = 0;
  for (const [index, count] of counts.entries()) {
    total += count;
    centre += count * at(scale, index);
  }
  if (metric === 'nominal') return counts.reduce((sum, count) => sum + count * (total - count), 0);
  centre /= total;
  // Σ n_c n_k (c−k)² = 2n Σ n_c (c − c̄)²: linear in the number of distinct values.
  for (const [index, count] of counts.entries()) expected += 2 * total * count * (at(scale, index) - centre) ** 2;
  return expected;
}
