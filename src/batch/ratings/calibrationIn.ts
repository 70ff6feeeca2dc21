import { type Calibration, calibrateJudge } from '../../core/calibration/calibration.ts';
import { calibrationLabels } from '../../core/calibration/calibrationLabels.ts';
import { counted } from '../../core/counted.ts';
import { EvalVerseError } from '../../core/errors.ts';
import { raterScores } from '../../core/raterScores.ts';
import { skippedLines } from '../../store/journalFile.ts';
import { verdictsOfJudge } from './comparison.ts';
import type { RatedFolder } from './ratedFolder.ts';

const COVERAGE = 0.9;
const SEED = 20260101;

/**
 * Fits the scores of one judge to those of the raters of a folder; keeps nothing. With it come sentences about what was left out.
 *
 * @throws EvalVerseError `settings/invalid` when there is nothing to fit.
 */
export async function calibrationIn(
  { taxonomy, annotations, clips, store }: RatedFolder,
  judge: string,
): Promise<{ readonly calibration: Calibration; readonly notes: readonly string[] }> {
  const judged = await verdictsOfJudge(judge, clips.keys(), store);
  const { scores, ranges } = raterScores(taxonomy, annotations.annotations(), annotations.ratings());
  const { fingerprint, versions, labels, otherVersions } = calibrationLabels(taxonomy, scores, judged);
  if (labels.size === 0)
    throw new EvalVerseError(
      'settings/invalid',
      'No dimension of any clip has both a score of this judge and a rating: there is nothing to calibrate.',
    );
  const createdAt = new Date().toISOString();
  const calibration = calibrateJudge({ judge, fingerprint, versions, createdAt, coverage: COVERAGE, seed: SEED, labels });
  const notes = [
    ...(otherVersions > 0
      ? [`${counted(otherVersions, 'rated clip')} left out: judged by another version of this judge only.`]
      : []),
    ...(ranges > 0 ? [`${counted(ranges, 'word')} about parts of clips left out: whole clips are compared.`] : []),
    ...skippedLines(annotations.problems()),
  ];
  return { calibration, notes };
}
