import type { FolderReport } from '../batch/scoreFolder.ts';
import { plainJudgeReport } from '../core/judgeReport.ts';
import type { Metered } from '../judges/usageMeter.ts';
import { type ClipResult, isScored } from './report.ts';

/**
 * The report as `evalverse score --json` prints it; docs/formats/report.md explains it.
 *
 * @param took what the model took in this run; `null` when none was asked.
 */
export function jsonReport(report: FolderReport, results: readonly ClipResult[], took: Metered | null): string {
  const clips = results.map((result) => {
    if (!isScored(result)) return result.entry;
    const { path, hash, reused, notes } = result.entry;
    return {
      status: 'scored',
      path,
      hash,
      reused,
      notes,
      judges: result.judges.map(plainJudgeReport),
    };
  });
  const { folder, runs, total, cancelled, stopped, notes } = report;
  return JSON.stringify({ schema: 2, folder, runs, total, cancelled, stopped, notes, took, clips }, null, 2);
}
