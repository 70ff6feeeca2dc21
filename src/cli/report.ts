import type { FolderEntry, FolderReport } from '../batch/scoreFolder.ts';
import { type Calibration, calibrationFor, type ShownScore, shownScore } from '../core/calibration/calibration.ts';
import { type DimensionReport, type JudgeReport, judgeReports } from '../core/judgeReport.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';

/** One clip of a folder, ready to be shown: what each judge made of it, apart from the others. */
export type ClipResult =
  | { readonly entry: Extract<FolderEntry, { status: 'scored' }>; readonly judges: readonly JudgeReport[] }
  | { readonly entry: Extract<FolderEntry, { status: 'failed' }> };

export type ScoredClip = Extract<ClipResult, { judges: unknown }>;

export function isScored(result: ClipResult): result is ScoredClip {
  return result.entry.status === 'scored';
}

export function resultsOf(taxonomy: Taxonomy, report: FolderReport): ClipResult[] {
  return report.clips.map((entry) =>
    entry.status === 'failed' ? { entry } : { entry, judges: judgeReports(taxonomy, entry.review) },
  );
}

/** A dimension's score as it is to be shown; `null` where there is none. */
export function shownOf(
  calibrations: readonly Calibration[],
  judge: JudgeReport['judge'],
  { id, score }: Pick<DimensionReport, 'id' | 'score'>,
): ShownScore | null {
  return score.value === null ? null : shownScore(calibrationFor(calibrations, judge), judge.fingerprint, id, score.value);
}
