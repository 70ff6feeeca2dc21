import type { FolderReport } from '../batch/scoreFolder.ts';
import { clipVerdicts } from '../core/review.ts';
import { type ClipResult, isScored } from './report.ts';

/**
 * The report as `evalverse score --json` prints it. Scores are 0…1 or `null` for "not judged", times are seconds of clip
 * time. `proxies` are what was measured about questions that no measurement can answer; they are in no score.
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
      proxies: clipVerdicts(result.entry.review).flatMap(({ proxies = [] }) =>
        proxies.map(({ rationale, reading }) => ({ rationale, reading })),
      ),
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
  const { folder, runs, total, cancelled, stopped, notes } = report;
  return JSON.stringify({ schema: 1, folder, runs, total, cancelled, stopped, notes, clips }, null, 2);
}
