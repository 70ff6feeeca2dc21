import { resolve } from 'node:path';
import { verdictsOfJudge } from '../batch/comparison.ts';
import { type Calibration, calibrateJudge } from '../core/calibration/calibration.ts';
import { calibrationHtml } from '../core/calibration/calibrationHtml.ts';
import { calibrationLabels } from '../core/calibration/calibrationLabels.ts';
import { calibrationSummary } from '../core/calibration/calibrationWords.ts';
import { EvalVerseError } from '../core/errors.ts';
import { raterScores } from '../core/raterScores.ts';
import { writeCalibration } from '../store/calibrations.ts';
import { writeReport } from '../store/reportFile.ts';
import type { CalibrateArguments } from './arguments.ts';
import { withRatings } from './ratings.ts';
import { skippedLines } from './report.ts';
import { printable } from './terminalText.ts';
import { counted } from './usageText.ts';

const COVERAGE = 0.9;
const SEED = 20260101;

/**
 * `evalverse calibrate`: fits a judge's scores to the experts', keeps the maps, and prints what they do to clips they have not seen.
 *
 * @returns the exit code: 1 when no dimension could be calibrated.
 * @throws EvalVerseError `settings/invalid` when there is nothing to fit, `store/…`.
 */
export async function calibrate(options: CalibrateArguments, signal: AbortSignal): Promise<number> {
  return withRatings(options, async ({ folder, taxonomy, annotations, clips, store }) => {
    const judged = await verdictsOfJudge(options.judge, clips.keys(), store);
    signal.throwIfAborted();
    const { scores, ranges } = raterScores(taxonomy, annotations.annotations(), annotations.ratings());
    const { fingerprint, labels, otherVersions } = calibrationLabels(taxonomy, scores, judged);
    if (labels.size === 0)
      throw new EvalVerseError(
        'settings/invalid',
        'No dimension of any clip has both a score of this judge and a rating: there is nothing to calibrate.',
      );
    const createdAt = new Date().toISOString();
    const calibration = calibrateJudge({ judge: options.judge, fingerprint, createdAt, coverage: COVERAGE, seed: SEED, labels });
    const notes = [
      ...(otherVersions > 0
        ? [`${counted(otherVersions, 'rated clip')} left out: judged by another version of this judge only.`]
        : []),
      ...(ranges > 0 ? [`${counted(ranges, 'word')} about parts of clips left out: whole clips are compared.`] : []),
      ...skippedLines(annotations.problems()),
    ];
    const kept = await writeCalibration(folder, calibration);
    const report = options.report === undefined ? null : resolve(options.report);
    if (report !== null) await writeReport(report, calibrationHtml(taxonomy, calibration, notes));
    const text = options.json
      ? JSON.stringify({ schema: 1, file: kept, report, notes, calibration }, null, 2)
      : [
          ...calibrationSummary(taxonomy, calibration),
          ...notes,
          `Kept in ${kept}.`,
          ...(report === null ? [] : [`Report in ${report}.`]),
        ]
          .map(printable)
          .join('\n');
    process.stdout.write(`${text}\n`);
    return isOfUse(calibration) ? 0 : 1;
  });
}

function isOfUse({ dimensions }: Calibration): boolean {
  return Object.values(dimensions).some(({ kind }) => kind === 'calibrated');
}
