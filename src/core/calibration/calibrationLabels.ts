import type { ClipHash } from '../clip.ts';
import { judgeScores } from '../judgeScores.ts';
import type { RaterScores } from '../raterScores.ts';
import { mean } from '../stats/mean.ts';
import type { Taxonomy } from '../taxonomy/model.ts';
import { dimensionsOf } from '../taxonomy/walk.ts';
import type { Verdict } from '../verdict.ts';
import type { LabelledScore } from './labelledScore.ts';

/** What a judge and the experts said of clips as wholes. */
export interface CalibrationLabels {
  /** Of the judge as it answered last. */
  readonly fingerprint: string;
  /** As which its model answered about the labelled clips; none for a judge that measures. */
  readonly versions: readonly string[];
  /** By dimension id. */
  readonly labels: ReadonlyMap<string, readonly LabelledScore[]>;
  /** Rated clips that this judge answered about in another version only. */
  readonly otherVersions: number;
}

/**
 * Pairs a judge's raw scores with the experts' means, dimension by dimension. Clips with the same prompt or reference are one group,
 * also by way of a third clip.
 *
 * @param judged current verdicts of one judge on clips as wholes; not empty.
 */
export function calibrationLabels(
  taxonomy: Taxonomy,
  scores: readonly RaterScores[],
  judged: ReadonlyMap<ClipHash, readonly Verdict[]>,
): CalibrationLabels {
  const youngest = [...judged.values()].flat().toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0];
  const fingerprint = youngest?.judge.fingerprint ?? '';
  const own = new Map(
    [...judged].flatMap(([hash, verdicts]) => {
      const same = verdicts.filter(({ judge }) => judge.fingerprint === fingerprint);
      return same.length === 0 ? [] : [[hash, same] as const];
    }),
  );
  const groupOf = groupsOf(own);
  const byClip = Map.groupBy(scores, ({ clip }) => clip.hash);
  const labels = new Map<string, LabelledScore[]>();
  const versions = new Set<string>();
  for (const [clip, verdicts] of own) {
    const card = judgeScores(taxonomy, verdicts);
    for (const { id } of dimensionsOf(taxonomy)) {
      const raw = card.get(id);
      const expert = mean((byClip.get(clip) ?? []).flatMap((rater) => rater.scores.get(id) ?? []));
      if (raw === undefined || expert === null) continue;
      const known = labels.get(id) ?? [];
      labels.set(id, known);
      known.push({ clip, group: groupOf(clip), raw, expert });
      for (const { dimension, model } of verdicts)
        if (dimension === id) for (const name of model?.versions ?? []) versions.add(name);
    }
  }
  return { fingerprint, versions: [...versions].sort(), labels, otherVersions: judged.size - own.size };
}

function groupsOf(judged: ReadonlyMap<ClipHash, readonly Verdict[]>): (clip: ClipHash) => string {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  const join = (one: string, other: string): void => {
    const [a, b] = [rootOf(one), rootOf(other)];
    if (a !== b) parents.set(a, b);
  };
  for (const [clip, verdicts] of judged)
    for (const { beside } of verdicts) {
      if (beside?.prompt) join(clip, `prompt ${beside.prompt}`);
      if (beside?.reference) join(clip, `reference ${beside.reference}`);
    }
  return rootOf;
}
