import { type Annotation, type Rating, raterProblem } from '../annotation.ts';
import type { ClipHash } from '../clip.ts';
import { nearNames } from '../nearNames.ts';
import type { Taxonomy } from '../taxonomy/model.ts';
import { aspectsOf } from '../taxonomy/walk.ts';
import { type ImportFile, type ImportRow, LEVELS, type SubjectLevel } from './rows.ts';
import { type ImportScale, onImportScale } from './scale.ts';

/** A row that was not taken over, and why. */
export interface ImportProblem {
  readonly line: number;
  readonly kind: 'form' | 'clip' | 'subject' | 'rater' | 'not-rated' | 'value' | 'span' | 'repeated' | 'contradiction';
  /** One plain sentence. */
  readonly reason: string;
  /** Names that may have been meant. */
  readonly near: readonly string[];
}

/** A clip that ratings may be about. */
export interface ImportClip {
  readonly hash: ClipHash;
  /** Seconds. */
  readonly duration: number;
}

export interface ImportInput {
  readonly file: ImportFile;
  /** As sources name it. */
  readonly fileName: string;
  readonly scale: ImportScale;
  readonly taxonomy: Taxonomy;
  /** By path relative to the folder, with forward slashes. */
  readonly clips: ReadonlyMap<string, ImportClip>;
  /** Raters who have a file already. */
  readonly raters: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly createId: () => string;
}

export interface ImportResult {
  readonly annotations: readonly Annotation[];
  readonly ratings: readonly Rating[];
  /** Every row that is in neither, by line. */
  readonly problems: readonly ImportProblem[];
}

type Read = { readonly row: ImportRow; readonly line: Annotation | Rating } | ImportProblem;

/** Takes over what a file says, exactly or not at all: every row is in the result once, as a word of a rater or as a problem. */
export function importAnnotations(input: ImportInput): ImportResult {
  const names: Names = {
    ids: idsOf(input.taxonomy),
    pathOf: new Map([...input.clips].map(([path, { hash }]) => [hash, path])),
    raters: firstSpellings([...input.raters, ...input.file.rows.map(({ rater }) => rater)]),
    near: remembered(nearNames),
  };
  const read = input.file.rows.map((row) => readRow(row, input, names));
  const problems: ImportProblem[] = [
    ...input.file.unreadable.map(({ line, reason }) => ({
      line,
      kind: 'form' as const,
      reason: `${upperFirst(reason)}.`,
      near: [],
    })),
    ...read.flatMap((each) => ('kind' in each ? [each] : [])),
  ];
  const taken: (Annotation | Rating)[] = [];
  const places = Map.groupBy(
    read.flatMap((each) => ('kind' in each ? [] : [each])),
    ({ line }) => JSON.stringify([line.rater, line.clip.hash, 'subject' in line ? line.subject : line.rationale]),
  );
  for (const same of places.values()) {
    const [first, ...more] = same;
    if (first === undefined) continue;
    const lines = same.map(({ row }) => row.line);
    const values = new Set(same.map(({ line }) => ('subject' in line ? line.score : line.answer)));
    if (values.size === 1) taken.push(first.line);
    const [kind, dropped, reason] =
      values.size === 1
        ? (['repeated', more, `says the same as line ${first.row.line}`] as const)
        : (['contradiction', same, `lines ${lines.join(' and ')} give different values for the same`] as const);
    for (const { row } of dropped) problems.push({ line: row.line, kind, reason: `${upperFirst(reason)}.`, near: [] });
  }
  return {
    annotations: taken.flatMap((line) => ('rationale' in line ? [line] : [])),
    ratings: taken.flatMap((line) => ('subject' in line ? [line] : [])),
    problems: problems.sort((a, b) => a.line - b.line),
  };
}

type Near = (name: string, known: readonly string[]) => readonly string[];

interface Names {
  readonly ids: Readonly<Record<SubjectLevel, readonly string[]>>;
  readonly pathOf: ReadonlyMap<ClipHash, string>;
  /** How a rater was written first, by name in lower case. */
  readonly raters: ReadonlyMap<string, string>;
  readonly near: Near;
}

function readRow(row: ImportRow, input: ImportInput, { ids, pathOf, raters, near }: Names): Read {
  const problem = (kind: ImportProblem['kind'], reason: string, names: readonly string[] = []): ImportProblem => ({
    line: row.line,
    kind,
    reason,
    near: names,
  });
  const [subject, another] = row.subjects;
  if (subject === undefined || another !== undefined)
    return problem('subject', `Exactly one of ${LEVELS.join(', ')} has to be named.`);
  const known = ids[subject.level];
  if (!known.includes(subject.id)) {
    const elsewhere = LEVELS.filter((level) => ids[level].includes(subject.id));
    const hint = elsewhere.length > 0 ? ` It is a ${elsewhere[0]}.` : '';
    return problem('subject', `There is no ${subject.level} "${subject.id}".${hint}`, hint === '' ? near(subject.id, known) : []);
  }
  const path = pathOf.get(row.clip) ?? clipPathOf(row.clip);
  const found = input.clips.get(path);
  if (found === undefined)
    return problem(
      'clip',
      row.clip === '' ? 'No clip is named.' : `There is no clip "${row.clip}".`,
      near(row.clip, [...input.clips.keys()]),
    );
  const wrongRater = raterProblem(row.rater);
  if (wrongRater !== null) return problem('rater', wrongRater);
  const spelling = raters.get(row.rater.toLowerCase());
  if (spelling !== undefined && spelling !== row.rater)
    return problem('rater', `The rater "${row.rater}" was written differently before; write one name one way.`, [spelling]);
  if (row.value === '') return problem('not-rated', 'There is no value.');
  const scaled = onImportScale(row.value, input.scale);
  if (scaled === null) return problem('value', `"${row.value}" is not on the scale ${input.scale}.`);
  const span = spanOf(row, found.duration);
  if (typeof span === 'string') return problem('span', span);
  const shared = {
    schema: 1 as const,
    id: input.createId(),
    createdAt: input.createdAt,
    rater: row.rater,
    clip: { hash: found.hash, path },
    range: { whole: true, span: { start: 0, end: found.duration } },
    ...(row.note === '' ? {} : { note: row.note }),
    ...(span === null ? {} : { span }),
    source: `${input.fileName}:${row.line}`,
  };
  if (subject.level === 'rationale' && scaled.kind === 'answer')
    return { row, line: { ...shared, rationale: subject.id, answer: scaled.answer } };
  if (scaled.score === null)
    return problem('value', `"${row.value}" answers a question; a whole ${subject.level} takes a score.`);
  return { row, line: { ...shared, subject: subject.id, score: scaled.score } };
}

/** A path as the files of a folder are named: with forward slashes, from the folder on. */
export function clipPathOf(text: string): string {
  return text.replaceAll('\\', '/').replace(/^\.\//, '');
}

/** A sentence where there is something that is no span of the clip; `null` where nothing is given. */
function spanOf({ start, end }: ImportRow, duration: number): { start: number; end: number } | string | null {
  if (start === '' && end === '') return null;
  const [from, to] = [start, end].map((text) => (/^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN));
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to))
    return `"${start}" to "${end}" is no span: both have to be seconds.`;
  if (from > to) return `The span ends at ${to} s before it starts at ${from} s.`;
  return to > duration ? `The span ends at ${to} s; the clip lasts ${duration.toFixed(3)} s.` : { start: from, end: to };
}

function idsOf(taxonomy: Taxonomy): Readonly<Record<SubjectLevel, readonly string[]>> {
  const dimensions = aspectsOf(taxonomy).flatMap((aspect) => aspect.dimensions);
  const subs = dimensions.flatMap(({ subDimensions }) => subDimensions);
  const rationales = subs.flatMap((sub) => sub.rationales);
  const idOf = ({ id }: { readonly id: string }) => id;
  return { dimension: dimensions.map(idOf), 'sub-dimension': subs.map(idOf), rationale: rationales.map(idOf) };
}

function firstSpellings(names: readonly string[]): Map<string, string> {
  return new Map(names.toReversed().map((name) => [name.toLowerCase(), name]));
}

/** Thousands of rows tend to have the same few wrong names. */
function remembered(find: (name: string, known: readonly string[]) => string[]): Near {
  const found = new Map<string, string[]>();
  return (name, known) => {
    const key = `${known.length} ${name}`;
    const names = found.get(key) ?? find(name, known);
    found.set(key, names);
    return names;
  };
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
