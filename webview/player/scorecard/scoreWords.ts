import type { ShownNodeScore } from '../../../src/core/calibration/shownScores.ts';
import { formatPoints } from '../../../src/core/score.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { dimensionsOf } from '../../../src/core/taxonomy/walk.ts';
import { LIST_JOINT } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';

/** What stands beside a score about its calibration. */
export interface ScoreMark {
  /** At most seven characters. */
  readonly short: string;
  readonly long: string;
  readonly sentence: string;
}

export function scoreMark(shown: ShownNodeScore): ScoreMark {
  const words = STRINGS.calibration;
  const { mark } = words;
  const value = formatPoints(shown.value);
  if (shown.status !== 'calibrated') {
    const sentence = shown.why === 'not-all-calibrated' ? words.mixed[shown.status] : words.why[shown.why];
    return { short: shown.status === 'stale' ? mark.stale : mark.uncalibratedShort, long: mark[shown.status], sentence };
  }
  const raw = formatPoints(shown.raw);
  if (shown.interval === null) return { short: mark.meanShort, long: mark.mean, sentence: words.mean(value, raw) };
  const { low, high, coverage, bounded } = shown.interval;
  const share = STRINGS.percent(coverage);
  if (!bounded) return { short: mark.unbounded, long: mark.unbounded, sentence: words.unbounded(value, share, raw) };
  const ends = [formatPoints(low), formatPoints(high)] as const;
  const interval = mark.interval(...ends);
  return { short: interval, long: interval, sentence: words.interval(value, share, ...ends, raw) };
}

const STATUSES = ['calibrated', 'stale', 'uncalibrated'] as const satisfies readonly ShownNodeScore['status'][];

/**
 * How many of the dimensions that have a score are calibrated, in a few words; empty where none has one.
 *
 * @param shown by id of the node, as `shownScores` gives it.
 */
export function calibrationNote(taxonomy: Taxonomy, shown: ReadonlyMap<string, ShownNodeScore>): string {
  const words = STRINGS.calibration;
  const dimensions = dimensionsOf(taxonomy).flatMap(({ id }) => shown.get(id) ?? []);
  if (dimensions.length > 0 && dimensions.every(({ status }) => status === 'uncalibrated')) return words.none;
  return STATUSES.flatMap((status) => {
    const count = dimensions.filter((score) => score.status === status).length;
    return count === 0 ? [] : [words.count[status](count)];
  }).join(LIST_JOINT);
}
