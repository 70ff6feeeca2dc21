import { resolve } from 'node:path';
import { calibrationIn } from '../batch/ratings/calibrationIn.ts';
import type { Calibration } from '../core/calibration/calibration.ts';
import { calibrationHtml } from '../core/calibration/calibrationHtml.ts';
import { calibrationSummary } from '../core/calibration/calibrationWords.ts';
import { writeCalibration } from '../store/calibrations.ts';
import { writeReport } from '../store/reportFile.ts';
import type { CalibrateArguments } from './arguments.ts';
import { withRatings } from './ratings.ts';
import { printable } from './terminalText.ts';

/**
 * `evalverse calibrate`: fits a judge's scores to the experts', keeps the maps, and prints what they do to clips they have not seen.
 *
 * @returns the exit code: 1 when no dimension could be calibrated.
 * @throws EvalVerseError `settings/invalid` when there is nothing to fit, `store/…`.
 */
export async function calibrate(options: CalibrateArguments, signal: AbortSignal): Promise<number> {
  return withRatings(options, async (ratings) => {
    const { folder, taxonomy } = ratings;
    const { calibration, notes } = await calibrationIn(ratings, options.judge);
    signal.throwIfAborted();
    const kept = await writeCalibration(folder, calibration);
    const report = options.report === undefined ? null : resolve(options.report);
    if (report !== null) await writeReport(report, calibrationHtml(taxonomy, calibration, { stale: false, notes }));
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
