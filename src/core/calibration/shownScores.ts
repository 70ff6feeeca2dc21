import type { ScoredNode } from '../score.ts';
import { mean } from '../stats/mean.ts';
import type { Verdict } from '../verdict.ts';
import type { Calibration } from './calibration.ts';
import { type RawScore, type ShownScore, shownScore } from './shownScore.ts';

/** The mean of calibrated scores. It has no interval: how the errors of its parts hang together is not known. */
export interface CalibratedMean {
  readonly status: 'calibrated';
  readonly value: number;
  /** The mean before calibration. */
  readonly raw: number;
  readonly interval: null;
}

/** The score of any node of the taxonomy as it is to be shown. */
export type ShownNodeScore = ShownScore | CalibratedMean;

/**
 * The scores of a scorecard as they are to be shown, by the id of their node; nodes without a score are not in it.
 *
 * Dimensions are what is calibrated. A stage or aspect is calibrated only where every judged part of it is: then its score is the
 * mean of their calibrated scores, for which no interval is invented. Otherwise it is the mean of their raw scores, since a mean of
 * both scales would be on neither, and stale where any part is. Sub-dimensions and scores of a part of the clip are always raw:
 * no map was fitted to such scores.
 *
 * @param card made of `verdicts`.
 * @param verdicts of one judge on one range; at most one per dimension.
 * @param calibrations of the folder that holds the clip.
 */
export function shownScores(
  card: readonly ScoredNode[],
  verdicts: readonly Verdict[],
  calibrations: readonly Calibration[],
): Map<string, ShownNodeScore> {
  const byDimension = new Map(verdicts.map((verdict) => [verdict.dimension, verdict] as const));
  const shown = new Map<string, ShownNodeScore>();

  const showDimension = ({ id, children }: ScoredNode, raw: number, { judge, model, range }: Verdict): ShownScore => {
    const score: ShownScore = range.whole
      ? shownScore(calibrations, { ...judge, versions: model?.versions ?? [] }, id, raw)
      : { status: 'uncalibrated', value: raw, why: 'part-of-clip' };
    for (const { id: part, score: own } of children) if (own.value !== null) shown.set(part, partOf(score, own.value));
    return score;
  };

  const show = (node: ScoredNode): ShownNodeScore | null => {
    const raw = node.score.value;
    const verdict = byDimension.get(node.id);
    const isDimension = node.level === 'dimension';
    const parts = isDimension ? [] : node.children.flatMap((child) => show(child) ?? []);
    if (raw === null || (isDimension && !verdict)) return null;
    const score = verdict && isDimension ? showDimension(node, raw, verdict) : meanOf(parts, raw);
    shown.set(node.id, score);
    return score;
  };

  for (const stage of card) show(stage);
  return shown;
}

function partOf(dimension: ShownScore, raw: number): RawScore {
  return dimension.status === 'calibrated'
    ? { status: 'uncalibrated', value: raw, why: 'part-of-dimension' }
    : { ...dimension, value: raw };
}

function meanOf(parts: readonly ShownNodeScore[], raw: number): CalibratedMean | RawScore {
  const rest = parts.filter((part) => part.status !== 'calibrated');
  const [first] = rest;
  if (!first) return { status: 'calibrated', value: mean(parts.map(({ value }) => value)) ?? raw, raw, interval: null };
  if (rest.length === parts.length && rest.every(({ why }) => why === first.why)) return { ...first, value: raw };
  const status = rest.some((part) => part.status === 'stale') ? 'stale' : 'uncalibrated';
  return { status, value: raw, why: 'not-all-calibrated' };
}
