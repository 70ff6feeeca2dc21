import type { FolderReport } from '../batch/scoreFolder.ts';
import type { Calibration, ShownScore } from '../core/calibration/calibration.ts';
import { type JudgeReport, plainJudgeReport } from '../core/judgeReport.ts';
import type { Metered } from '../judges/usageMeter.ts';
import { type ClipResult, isScored, shownOf } from './report.ts';

/**
 * The report as `evalverse score --json` prints it; docs/formats/report.md explains it.
 *
 * @param calibrations those of the folder.
 * @param took what the model took in this run; `null` when none was asked.
 */
export function jsonReport(
  report: FolderReport,
  results: readonly ClipResult[],
  calibrations: readonly Calibration[],
  took: Metered | null,
): string {
  const clips = results.map((result) => {
    if (!isScored(result)) return result.entry;
    const { path, hash, reused, notes } = result.entry;
    return {
      status: 'scored',
      path,
      hash,
      reused,
      notes,
      judges: result.judges.map((judge) => judgeWithCalibration(judge, calibrations)),
    };
  });
  const { folder, runs, total, cancelled, stopped, notes } = report;
  return JSON.stringify({ schema: 2, folder, runs, total, cancelled, stopped, notes, took, clips }, null, 2);
}

function judgeWithCalibration(report: JudgeReport, calibrations: readonly Calibration[]) {
  const plain = plainJudgeReport(report);
  const shown = report.dimensions.map((dimension) => shownOf(calibrations, report.judge, dimension));
  const dimensions = plain.dimensions.map((each, i) => ({ ...each, calibration: calibrationOf(shown[i] ?? null) }));
  return { ...plain, dimensions };
}

function calibrationOf(shown: ShownScore | null) {
  if (shown === null) return null;
  if (shown.kind === 'raw') return { status: shown.why === 'stale' ? 'stale' : 'uncalibrated', why: shown.why };
  const { value, low, high, bounded } = shown;
  return { status: 'calibrated', score: value, low, high, bounded };
}
