import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type * as z from 'zod';
import { type Annotation, annotationSchema, type Rating, raterProblem, ratingSchema } from '../core/annotation.ts';
import type { ClipHash } from '../core/clip.ts';
import { EvalVerseError } from '../core/errors.ts';
import { fileErrorCode } from './fileErrors.ts';
import { type JournalProblem, readLines } from './journalFile.ts';
import { appendToPersonFile, PERSON_FILE_ENDING, personFilesIn } from './personFiles.ts';

export type AnnotationLine = Annotation | Rating;

/** What raters said below one folder, in `.evalverse/annotations/<rater>.jsonl`. */
export interface AnnotationStore {
  /**
   * Resolves once all lines are on the disk; the listeners have been told by then. Appends are carried out one after the other.
   *
   * @throws EvalVerseError `settings/invalid` for a name that cannot be a rater's, before anything is written, and
   *   `store/unwritable`.
   */
  append(lines: readonly AnnotationLine[]): Promise<void>;
  /** All that was ever said about single questions, each rater's in the order of the file. */
  annotations(): readonly Annotation[];
  /** All that was ever said about whole dimensions and sub-dimensions. */
  ratings(): readonly Rating[];
  /** Names of all raters that have a file, sorted. */
  raters(): readonly string[];
  /** Lines that hold nothing of this rater; they are skipped. */
  problems(): readonly JournalProblem[];
  /** Reads what changed in the files; resolves to the clips it concerns, after telling the listeners. */
  refresh(): Promise<ClipHash[]>;
  /** Calls `listener` with each clip about which something changed, whoever changed it. Returns the way to stop it. */
  onDidChange(listener: (hash: ClipHash) => void): () => void;
}

interface RaterFile {
  /** Changes whenever the content may have. */
  readonly state: string;
  readonly lines: readonly AnnotationLine[];
  readonly problems: readonly JournalProblem[];
}

/**
 * Opens what raters said below a folder, which need not have anything yet; opening writes nothing.
 *
 * @param root the folder that has, or will get, `.evalverse`.
 * @throws EvalVerseError `store/invalid` when the files cannot be read.
 */
export async function openAnnotations(root: string): Promise<AnnotationStore> {
  const folder = join(resolve(root), '.evalverse', 'annotations');
  let files = new Map<string, RaterFile>();
  let last: Promise<unknown> = Promise.resolve();
  const listeners = new Set<(hash: ClipHash) => void>();

  /** After what was begun before: a refresh in the middle of an append would see half of it. */
  function inTurn<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  }

  async function reread(): Promise<ClipHash[]> {
    const next = new Map<string, RaterFile>();
    const changed = new Set<ClipHash>();
    const names = await personFilesIn(folder).catch((error: unknown) => {
      throw unreadable(folder, error);
    });
    for (const name of names) {
      const held = files.get(name);
      const read = await readFileOf(join(folder, name), held);
      if (read === null) continue;
      next.set(name, read);
      if (read !== held) for (const hash of difference(held?.lines ?? [], read.lines)) changed.add(hash);
    }
    for (const [name, { lines }] of files) if (!next.has(name)) for (const { clip } of lines) changed.add(clip.hash);
    files = next;
    for (const hash of changed) for (const listener of listeners) listener(hash);
    return [...changed];
  }

  function all<Line extends AnnotationLine>(isWanted: (line: AnnotationLine) => line is Line): Line[] {
    return [...files.values()].flatMap(({ lines }) => lines.filter(isWanted));
  }

  await reread();
  return {
    append: (lines) =>
      inTurn(async () => {
        const raters = Map.groupBy(lines, ({ rater }) => rater);
        for (const rater of raters.keys()) requireRater(rater, [...raters.keys(), ...raterNames(files)]);
        try {
          for (const [rater, own] of raters) {
            const name = rater + PERSON_FILE_ENDING;
            const grown = await appendLines(join(folder, name), own, files.get(name));
            if (grown === null) continue;
            files.set(name, grown);
            for (const hash of new Set(own.map(({ clip }) => clip.hash))) for (const listener of listeners) listener(hash);
          }
        } finally {
          await reread();
        }
      }),
    annotations: () => all((line): line is Annotation => 'rationale' in line),
    ratings: () => all((line): line is Rating => 'subject' in line),
    raters: () => raterNames(files),
    problems: () => [...files.values()].flatMap(({ problems }) => problems),
    refresh: () => inTurn(reread),
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function raterNames(files: ReadonlyMap<string, RaterFile>): string[] {
  return [...files.keys()].map((name) => basename(name, PERSON_FILE_ENDING));
}

/** Many file systems take names that differ in case alone for one. */
function requireRater(rater: string, others: readonly string[]): void {
  const problem = raterProblem(rater);
  if (problem !== null) throw new EvalVerseError('settings/invalid', problem);
  const alike = others.find((other) => other !== rater && other.toLowerCase() === rater.toLowerCase());
  if (alike !== undefined)
    throw new EvalVerseError('settings/invalid', `There is a rater "${alike}" already; write the name the same way.`);
}

function unreadable(path: string, cause: unknown): EvalVerseError {
  return new EvalVerseError('store/invalid', `The annotations in ${path} cannot be read.`, { cause });
}

/** @returns what the file holds then, or `null` when it was not `held` alone that stood there before: it has to be read. */
async function appendLines(
  file: string,
  lines: readonly AnnotationLine[],
  held: RaterFile | undefined,
): Promise<RaterFile | null> {
  const { before, after, bytes, mended } = await appendToPersonFile(
    file,
    lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  );
  const isAlone = !mended && held?.state === stateOf(before) && Number(after.size) === Number(before.size) + bytes;
  return isAlone ? { state: stateOf(after), lines: [...held.lines, ...lines], problems: held.problems } : null;
}

/** The content of a file, `held` itself when it is still the same, `null` when there is no such file any more. */
async function readFileOf(file: string, held: RaterFile | undefined): Promise<RaterFile | null> {
  let handle: FileHandle | null = null;
  try {
    const stats = await stat(file, { bigint: true });
    const state = stateOf(stats);
    if (held?.state === state) return held;
    handle = await open(file, 'r');
    return { state, ...(await readAll(handle, file, Number(stats.size))) };
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return null;
    throw unreadable(file, error);
  } finally {
    await handle?.close();
  }
}

function stateOf({ size, mtimeNs, ino }: BigIntStats): string {
  return `${size} ${mtimeNs} ${ino}`;
}

async function readAll(handle: FileHandle, file: string, size: number): Promise<Omit<RaterFile, 'state'>> {
  const rater = basename(file, PERSON_FILE_ENDING);
  const lines: AnnotationLine[] = [];
  const problems: JournalProblem[] = [];
  // A merge may bring the same line in twice.
  const known = new Set<string>();
  let number = 0;
  let end = 0;
  const take = (bytes: Uint8Array, cut: boolean): void => {
    number += 1;
    const parsed = parseAnnotationLine(bytes, rater);
    if (parsed === null) return;
    if ('reason' in parsed) problems.push({ file, line: number, reason: cut ? 'cut off in the middle' : parsed.reason });
    else if (!known.has(parsed.line.id)) {
      known.add(parsed.line.id);
      lines.push(parsed.line);
    }
  };
  for await (const group of readLines(handle, 0, size))
    for (const { offset, length, bytes } of group) {
      end = offset + length;
      take(bytes, false);
    }
  if (end < size) take((await handle.read(Buffer.alloc(size - end), 0, size - end, end)).buffer, true);
  return { lines, problems };
}

/** Throws on what is no text, rather than put question marks in its place. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function parseAnnotationLine(bytes: Uint8Array, rater: string): { line: AnnotationLine } | { reason: string } | null {
  let json: unknown;
  try {
    const text = UTF_8.decode(bytes).trim();
    if (text === '') return null;
    json = JSON.parse(text);
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const schema: z.ZodType<AnnotationLine> =
    typeof json === 'object' && json !== null && 'subject' in json ? ratingSchema : annotationSchema;
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { reason: `not an annotation: ${issue ? `${issue.path.join('.') || 'line'}: ${issue.message}` : 'unknown shape'}` };
  }
  return parsed.data.rater === rater ? { line: parsed.data } : { reason: `of another rater, "${parsed.data.rater}"` };
}

/** The clips whose lines are not the same, or not in the same order. */
function difference(before: readonly AnnotationLine[], after: readonly AnnotationLine[]): Iterable<ClipHash> {
  // A file that is new has nothing to be compared with, line by line.
  if (before.length === 0) return new Set(after.map(({ clip }) => clip.hash));
  const wordsOf = (lines: readonly AnnotationLine[]) =>
    new Map([...Map.groupBy(lines, ({ clip }) => clip.hash)].map(([hash, own]) => [hash, JSON.stringify(own)]));
  const [old, now] = [wordsOf(before), wordsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((hash) => old.get(hash) !== now.get(hash));
}
