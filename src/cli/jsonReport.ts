import type { FolderReport } from '../batch/scoreFolder.ts';
import { type ClipResult, isScored } from './report.ts';

/**
 * The report as `evalverse score --json` prints it. Scores are 0…1 or `null` for "not judged", times are seconds of clip
 * time.
 */
export function jsonReport(report: FolderReport, results: readonly ClipResult[]): string {
  const clips = results.map((result) => {
    if (!isScored(result)) return result.entry;
    const { path, hash, reused, notes } = result.entry;
    return {
      status: 'scored',
      path,
      hash,
      reused,
      notes,
      dimensions: result.dimensions.map(({ dimension: { id, score } }) => ({ id, score: score.value, ...score.coverage })),
      findings: result.findings.map(({ rationale, answer, severity, span, message, measurement }) => ({
        ...span,
        severity,
        answer,
        rationale,
        message,
        measurement,
      })),
    };
  });
  const { folder, run, total, cancelled, notes } = report;
  return JSON.stringify({ schema: 1, folder, run, total, cancelled, notes, clips }, null, 2);
}
