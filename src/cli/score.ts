import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { scanFolder } from '../batch/scanFolder.ts';
import { type FolderReport, scoreFolder } from '../batch/scoreFolder.ts';
import type { Calibration } from '../core/calibration/calibration.ts';
import { CLIP_EXTENSIONS } from '../core/clip.ts';
import { userMessageOf } from '../core/errors.ts';
import type { FindingSeverity } from '../core/finding.ts';
import { countsStatement } from '../core/taxonomy/counts.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';
import type { Metered } from '../judges/usageMeter.ts';
import { openAuditLog } from '../store/auditLog.ts';
import { readCalibrations } from '../store/calibrations.ts';
import type { JournalProblem } from '../store/journalFile.ts';
import { skippedLines } from '../store/journalFile.ts';
import type { ScoreArguments } from './arguments.ts';
import { estimateClips, estimateSentence } from './estimate.ts';
import { jsonReport } from './jsonReport.ts';
import { namesJudge, type SendingJudge, sendingJudge } from './modelJudge.ts';
import { createProgressPrinter } from './progress.ts';
import { resultsOf } from './report.ts';
import { printable } from './terminalText.ts';
import { formatReport } from './textReport.ts';
import { usageSentence } from './usageText.ts';
import { openWorkplace, withJudge } from './workplace.ts';

const COLOURS = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const;
/** Wide enough for a log file, narrow enough to read. */
const WIDTH_WITHOUT_TERMINAL = 140;

/**
 * `evalverse score`: scores a folder, prints the report on standard output and progress on standard error.
 *
 * @returns the exit code.
 * @throws EvalVerseError when no clip could be evaluated at all, and where a model may not be asked; `signal.reason` when cancelled
 *   before the clips are known.
 */
export async function score(options: ScoreArguments, signal: AbortSignal): Promise<number> {
  const { folder } = options;
  const auditLog = openAuditLog(join(resolve(folder), '.evalverse', 'audit.jsonl'), {
    onProblem: (error) => process.stderr.write(`The audit log cannot be written: ${printable(userMessageOf(error))}.\n`),
  });
  const tell = (sentence: string) => options.quiet || process.stderr.write(`${printable(sentence)}\n`);
  let report: FolderReport;
  let journalProblems: JournalProblem[];
  let model: SendingJudge | null = null;
  let taxonomy: Taxonomy;
  try {
    // Before anything else: what is not allowed needs no ffmpeg to be refused.
    if (namesJudge(options))
      model = await sendingJudge(options, {
        folder: resolve(folder),
        keyFromInput: options['key-stdin'],
        audit: (entry) => auditLog.append(entry),
        onLeftovers: (names) =>
          process.stderr.write(`${model?.backend.origin} did not delete ${names.map(printable).join(', ')}.\n`),
      });
    const measuring = await openWorkplace(options, folder, signal);
    ({ taxonomy } = measuring);
    const workplace = model ? withJudge(measuring, model.judge) : measuring;
    const progress = createProgressPrinter(options.quiet ? { write: () => undefined } : process.stderr);
    const asked = options.dimensions && { dimensions: options.dimensions };
    try {
      if (model) {
        const { clips } = await scanFolder(resolve(folder), signal);
        tell(estimateSentence(await estimateClips(workplace, clips, model, { ...asked, signal }), model));
      }
      report = await scoreFolder(workplace, folder, { signal, onProgress: progress.show, ...asked });
      journalProblems = await workplace.store.problems();
    } finally {
      progress.end();
      await workplace.store.close();
    }
  } finally {
    await auditLog.close();
  }
  const { calibrations, problems } = await readCalibrations(resolve(folder));
  const skipped = skippedLines(journalProblems);
  const notes = [...report.notes, ...skipped, ...problems];
  const took = model?.took() ?? null;
  print({ ...report, notes }, taxonomy, calibrations, took, options.json);
  if (took) tell(usageSentence(took));
  if (report.cancelled) return 130;
  if (report.stopped !== null) return 1;
  return report.clips.some(({ status }) => status === 'scored') ? 0 : 1;
}

function print(
  report: FolderReport,
  taxonomy: Taxonomy,
  calibrations: readonly Calibration[],
  took: Metered | null,
  json: boolean,
): void {
  const results = resultsOf(taxonomy, report, calibrations);
  if (json) {
    process.stdout.write(`${jsonReport(report, results, took)}\n`);
    return;
  }
  if (report.total === 0) {
    const endings = CLIP_EXTENSIONS.map((ending) => `.${ending}`).join(', ');
    process.stderr.write(`There are no clips (${endings}) in ${printable(report.folder)}.\n`);
    return;
  }
  const width = Math.max(60, process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL);
  process.stdout.write(`${formatReport(report, results, { width, paint, counts: countsStatement(taxonomy) })}\n`);
}

function paint(severity: FindingSeverity, text: string): string {
  return styleText(COLOURS[severity], text, { stream: process.stdout });
}
