import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, extname, relative, resolve, sep } from 'node:path';
import type { Annotation, Rating } from '../core/annotation.ts';
import {
  clipPathOf,
  type ImportClip,
  type ImportProblem,
  importAnnotations,
} from '../core/annotationImport/importAnnotations.ts';
import { type ImportFile, readCsvRows, readJsonRows } from '../core/annotationImport/rows.ts';
import type { ImportScale } from '../core/annotationImport/scale.ts';
import { currentAnnotations, currentRatings } from '../core/annotations.ts';
import { EvalVerseError, userMessageOf } from '../core/errors.ts';
import { clipVerdicts } from '../core/review.ts';
import type { Taxonomy } from '../core/taxonomy/model.ts';
import type { FfmpegLocation } from '../media/ffmpeg/location.ts';
import { probeClip } from '../media/probe/probe.ts';
import type { AnnotationStore } from '../store/annotations.ts';
import type { Store } from '../store/store.ts';
import { scanFolder } from './scanFolder.ts';

export interface ImportOptions {
  readonly scale: ImportScale;
  readonly taxonomy: Taxonomy;
  readonly store: Store;
  readonly annotations: AnnotationStore;
  /** Asked only for clips that nobody judged: their length is not known yet. */
  readonly ffmpeg: () => Promise<FfmpegLocation>;
  readonly signal: AbortSignal;
}

/** What became of every row of a file. */
export interface ImportAccount {
  readonly rows: number;
  /** Rows that are kept as answers to single questions, and as scores. */
  readonly answers: number;
  readonly scores: number;
  /** Rows that say what the same rater's file said before: they are not kept a second time. */
  readonly known: number;
  readonly raters: readonly string[];
  readonly clips: number;
  /** The rows that were not taken over. */
  readonly problems: readonly ImportProblem[];
  /** Columns or members that mean nothing here. */
  readonly unused: readonly string[];
}

/**
 * Takes over what raters said in another tool, into the annotations of a folder.
 *
 * @param path of a `.csv` or `.json` file.
 * @throws EvalVerseError `settings/invalid` for a file that cannot be read as such, `clip/…`, `ffmpeg/…`, `store/…`; `signal.reason`.
 */
export async function importFile(path: string, folder: string, options: ImportOptions): Promise<ImportAccount> {
  const { annotations } = options;
  const file = await readRows(path);
  const found = importAnnotations({
    file,
    fileName: basename(path),
    scale: options.scale,
    taxonomy: options.taxonomy,
    clips: await clipsOf(file, resolve(folder), options),
    raters: annotations.raters(),
    createdAt: new Date().toISOString(),
    createId: randomUUID,
  });
  const known = new Set(
    [...currentAnnotations(annotations.annotations()), ...currentRatings(annotations.ratings())].map(contentOf),
  );
  const fresh = {
    answers: found.annotations.filter((line) => !known.has(contentOf(line))),
    scores: found.ratings.filter((line) => !known.has(contentOf(line))),
  };
  const taken = [...found.annotations, ...found.ratings];
  await annotations.append([...fresh.answers, ...fresh.scores]);
  return {
    rows: file.rows.length + file.unreadable.length,
    answers: fresh.answers.length,
    scores: fresh.scores.length,
    known: taken.length - fresh.answers.length - fresh.scores.length,
    raters: [...new Set(taken.map(({ rater }) => rater))].sort(),
    clips: new Set(taken.map(({ clip }) => clip.hash)).size,
    problems: found.problems,
    unused: file.unused,
  };
}

/** What is said, apart from when and by which file. */
function contentOf(line: Annotation | Rating): string {
  const value = 'subject' in line ? line.score : line.answer;
  const subject = 'subject' in line ? line.subject : line.rationale;
  return JSON.stringify([
    line.rater,
    line.clip.hash,
    line.range.whole,
    subject,
    value,
    line.note,
    line.span?.start,
    line.span?.end,
  ]);
}

async function readRows(path: string): Promise<ImportFile> {
  const ending = extname(path).toLowerCase();
  if (ending !== '.csv' && ending !== '.json')
    throw new EvalVerseError('settings/invalid', `${path} is neither a .csv nor a .json file.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    throw new EvalVerseError('settings/invalid', `${path} cannot be read as UTF-8 text: ${userMessageOf(error)}.`, {
      cause: error,
    });
  }
  return ending === '.csv' ? readCsvRows(text) : readJsonRows(text);
}

/** All clips of a folder; those that no row can mean have neither hash nor length. */
async function clipsOf(file: ImportFile, folder: string, options: ImportOptions): Promise<Map<string, ImportClip>> {
  const { store, signal } = options;
  const { clips } = await scanFolder(folder, signal);
  const named = new Set(file.rows.map(({ clip }) => clipPathOf(clip)));
  const byHash = file.rows.some(({ clip }) => /^[0-9a-f]{64}$/.test(clip));
  const found = new Map<string, ImportClip>();
  for (const clip of clips) {
    signal.throwIfAborted();
    const path = relative(folder, clip).split(sep).join('/');
    if (!named.has(path) && !byHash) {
      found.set(path, { hash: '', duration: 0 });
      continue;
    }
    const hash = await store.hashOf(clip, signal);
    const wanted = named.has(path) || named.has(hash);
    found.set(path, { hash, duration: wanted ? await durationOf(clip, hash, options) : 0 });
  }
  return found;
}

async function durationOf(path: string, hash: string, { store, ffmpeg, signal }: ImportOptions): Promise<number> {
  const [verdict] = clipVerdicts(await store.reviewOf(hash));
  return verdict?.range.span.end ?? (await probeClip(await ffmpeg(), { path, hash }, { signal })).duration;
}
