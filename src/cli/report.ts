import type { FolderEntry, FolderReport } from '../batch/scoreFolder.ts';
import type { Calibration } from '../core/calibration/calibration.ts';
import { type JudgeReport, judgeReports } from '../core/judgeReport.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';

/** One clip of a folder, ready to be shown: what each judge made of it, apart from the others. */
export type ClipResult =
  | { readonly entry: Extract<FolderEntry, { status: 'scored' }>; readonly judges: readonly JudgeReport[] }
  | { readonly entry: Extract<FolderEntry, { status: 'failed' }> };

export type ScoredClip = Extract<ClipResult, { judges: unknown }>;

export function isScored(result: ClipResult): result is ScoredClip {
  return result.entry.status === 'scored';
}

/** @param calibrations those of the folder. */
export function resultsOf(taxonomy: Taxonomy, report: FolderReport, calibrations: readonly Calibration[]): ClipResult[] {
  return report.clips.map((entry) =>
    entry.status === 'failed' ? { entry } : { entry, judges: judgeReports(taxonomy, entry.review, calibrations) },
  );
}
