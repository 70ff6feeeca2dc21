import { basename, join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { type FolderReport, scoreFolder } from '../batch/scoreFolder.ts';
import { CLIP_EXTENSIONS } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { FindingSeverity } from '../core/finding.ts';
import { countsStatement } from '../core/taxonomy/counts.ts';
import { createSignalsJudge } from '../judges/signals/signalsJudge.ts';
import { createThreadedAnalysis } from '../media/analysis/analysisThread.ts';
import { FACE_PACKAGES, type FacePack, findFacePack } from '../media/faces/pack.ts';
import { locateFfmpeg } from '../media/ffmpeg/location.ts';
import { operatorsFingerprint } from '../media/operators/registry.ts';
import { defaultCacheFolder } from '../store/cache.ts';
import type { JournalProblem } from '../store/journalFile.ts';
import { openStore } from '../store/store.ts';
import type { ScoreArguments } from './arguments.ts';
import { jsonReport } from './jsonReport.ts';
import { createProgressPrinter } from './progress.ts';
import { resultsOf } from './report.ts';
import { loadTaxonomy } from './taxonomyOption.ts';
import { printable } from './terminalText.ts';
import { formatReport } from './textReport.ts';

const COLOURS = { error: 'red', warning: 'yellow', information: 'blue', hint: 'gray' } as const;
/** Wide enough for a log file, narrow enough to read. */
const WIDTH_WITHOUT_TERMINAL = 140;

/**
 * `evalverse score`: scores a folder, prints the report on standard output and progress on standard error.
 *
 * @returns the exit code.
 * @throws EvalVerseError when no clip could be evaluated at all; `signal.reason` when cancelled before the clips are known.
 */
export async function score(options: ScoreArguments, signal: AbortSignal): Promise<number> {
  const cacheFolder = resolve(options.cache ?? defaultCacheFolder());
  const taxonomy = await loadTaxonomy(options.taxonomy);
  const ffmpeg = await locateFfmpeg({
    setting: programPath(options.ffmpeg),
    settingPlace: 'by --ffmpeg',
    wasmFolders: wasmFolders(),
    signal,
  });
  const faces = await namedFacePack(options.faces);
  const store = await openStore({ root: options.folder, cacheFolder });
  const analyse = createThreadedAnalysis();
  const progress = createProgressPrinter(options.quiet ? { write: () => undefined } : process.stderr);
  let report: FolderReport;
  let journalProblems: JournalProblem[];
  try {
    report = await scoreFolder(
      {
        ffmpeg,
        faces,
        analyse: (clip, analysisOptions) => analyse(ffmpeg, clip, { ...analysisOptions, faces }),
        store,
        cacheFolder,
        judges: [
          createSignalsJudge({
            operatorsFingerprint: (thresholds) => operatorsFingerprint(thresholds, { faces: faces !== null }),
          }),
        ],
        taxonomy,
      },
      options.folder,
      { signal, onProgress: progress.show },
    );
    journalProblems = await store.problems();
  } finally {
    progress.end();
    await store.close();
  }
  const notes = [...report.notes, ...journalProblems.map(({ file, line, reason }) => `${file}:${line} is skipped: ${reason}`)];
  print({ ...report, notes }, taxonomy, options.json);
  if (report.cancelled) return 130;
  if (report.stopped !== null) return 1;
  return report.clips.some(({ status }) => status === 'scored') ? 0 : 1;
}

function print(report: FolderReport, taxonomy: Awaited<ReturnType<typeof loadTaxonomy>>, json: boolean): void {
  const results = resultsOf(taxonomy, report);
  if (json) {
    process.stdout.write(`${jsonReport(report, results)}\n`);
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

/** The path that a person in the working directory means. A bare name, for the PATH, and `~/` are looked up with the program. */
function programPath(path: string | undefined): string | null {
  if (path === undefined) return null;
  return path === basename(path) || /^~[\\/]/.test(path) ? path : resolve(path);
}

/** The face pack in a folder that was named on purpose; `null` when none was named. */
async function namedFacePack(folder: string | undefined): Promise<FacePack | null> {
  if (folder === undefined) return null;
  const pack = await findFacePack([resolve(folder)]);
  if (pack) return pack;
  const packages = Object.values(FACE_PACKAGES).map(({ name, version }) => `${name}@${version}`);
  const sentence = `${folder} does not hold the face pack: install ${packages.join(' and ')} there, or leave --faces out.`;
  throw new EvalVerseError('faces/missing', sentence);
}

/** Where the WebAssembly build of ffmpeg may be: beside the built program, or in the checkout it was built in. */
function wasmFolders(): string[] {
  const dist = import.meta.dirname;
  return [join(dist, '..', 'node_modules', '@ffmpeg', 'core'), join(dist, '..', '..', 'node_modules', '@ffmpeg', 'core')];
}
