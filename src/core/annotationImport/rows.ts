import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { EvalVerseError } from '../errors.ts';
import { parseCsv } from './csv.ts';

/** One rating as a file has it, before anything is known about its names and values. */
export interface ImportRow {
  /** 1-based. */
  readonly line: number;
  readonly clip: string;
  /** What was rated, by what the file calls it. */
  readonly subjects: readonly { readonly level: SubjectLevel; readonly id: string }[];
  readonly rater: string;
  /** Empty: not rated. */
  readonly value: string;
  readonly note: string;
  readonly start: string;
  readonly end: string;
}
export type SubjectLevel = (typeof LEVELS)[number];
export const LEVELS = ['dimension', 'sub-dimension', 'rationale'] as const;

export interface ImportFile {
  readonly rows: readonly ImportRow[];
  /** Lines that hold no row, and why. */
  readonly unreadable: readonly { readonly line: number; readonly reason: string }[];
  /** Columns or members that mean nothing here. */
  readonly unused: readonly string[];
}

const OTHERS = ['clip', 'rater', 'value', 'note', 'start', 'end'] as const;
const KNOWN: readonly string[] = [...OTHERS, ...LEVELS, 'ratings'];

function columnName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

function rowOf(line: number, field: (name: string) => string): ImportRow {
  const [clip, rater, value, note, start, end] = OTHERS.map((name) => field(name).trim());
  const subjects = LEVELS.map((level) => ({ level, id: field(level).trim() })).filter(({ id }) => id !== '');
  return {
    line,
    subjects,
    clip: clip ?? '',
    rater: rater ?? '',
    value: value ?? '',
    note: note ?? '',
    start: start ?? '',
    end: end ?? '',
  };
}

/** @throws EvalVerseError `settings/invalid` when columns are missing or stand there twice. */
export function readCsvRows(text: string): ImportFile {
  const { records, broken } = parseCsv(text);
  const [header, ...body] = records;
  const names = header?.fields.map(columnName) ?? [];
  const missing = ['clip', 'rater', 'value'].filter((name) => !names.includes(name));
  if (!LEVELS.some((level) => names.includes(level))) missing.push(LEVELS.join(' or '));
  if (missing.length > 0) throw new EvalVerseError('settings/invalid', `The file has no column ${missing.join(', nor ')}.`);
  const twice = names.find((name, index) => KNOWN.includes(name) && names.indexOf(name) !== index);
  if (twice !== undefined) throw new EvalVerseError('settings/invalid', `The file has two columns ${twice}.`);
  const fits = body.filter(({ fields }) => fields.length === names.length);
  const misfits = body.filter(({ fields }) => fields.length !== names.length);
  return {
    rows: fits.map(({ line, fields }) => rowOf(line, (name) => fields[names.indexOf(name)] ?? '')),
    unreadable: [
      ...broken.map((line) => ({ line, reason: 'a quoted field does not end, or goes on after its quote' })),
      ...misfits.map(({ line, fields }) => ({ line, reason: `${fields.length} fields where the header has ${names.length}` })),
    ].sort((a, b) => a.line - b.line),
    unused: (header?.fields ?? []).filter((_, index) => !KNOWN.includes(names[index] ?? '') || names[index] === 'ratings'),
  };
}

/**
 * A JSON list of objects with the members that a CSV file has as columns. In place of `rater` and `value` an object may have
 * `ratings`, the values by rater; `null` = not rated.
 *
 * @throws EvalVerseError `settings/invalid` when it is not JSON, or no list.
 */
export function readJsonRows(text: string): ImportFile {
  const errors: ParseError[] = [];
  const source = text.replace(/^\ufeff/, '');
  const tree = parseTree(source, errors, { disallowComments: true });
  const lineAt = lineCounter(source);
  const [error] = errors;
  if (error)
    throw new EvalVerseError(
      'settings/invalid',
      `The file is not JSON: line ${lineAt(error.offset)}: ${printParseErrorCode(error.error)}.`,
    );
  if (tree?.type !== 'array')
    throw new EvalVerseError('settings/invalid', 'The file holds no list: write [ { "clip": …, "rater": …, "value": … }, … ].');
  const rows: ImportRow[] = [];
  const unreadable: { line: number; reason: string }[] = [];
  const unused = new Set<string>();
  for (const item of tree.children ?? []) {
    const line = lineAt(item.offset);
    if (item.type !== 'object') {
      unreadable.push({ line, reason: 'not an object' });
      continue;
    }
    const members = (item.children ?? []).map((member) => String(member.children?.[0]?.value));
    for (const name of members) if (!KNOWN.includes(columnName(name))) unused.add(name);
    const field = (name: string): string =>
      scalarText(findNodeAtLocation(item, [members.find((each) => columnName(each) === name) ?? name]));
    const ratings = findNodeAtLocation(item, ['ratings']);
    const twice = members.some((name, index) => members.findIndex((each) => columnName(each) === columnName(name)) !== index);
    if (twice) unreadable.push({ line, reason: 'a member stands there twice' });
    else if (ratings === undefined) rows.push(rowOf(line, field));
    else if (ratings.type !== 'object' || members.includes('rater') || members.includes('value'))
      unreadable.push({ line, reason: '"ratings" has to be an object, in place of "rater" and "value"' });
    else
      for (const { children = [] } of ratings.children ?? []) {
        const [rater, value] = children;
        const given: Readonly<Record<string, string>> = { rater: String(rater?.value), value: scalarText(value) };
        rows.push(rowOf(lineAt(rater?.offset ?? item.offset), (name) => given[name] ?? field(name)));
      }
  }
  return { rows, unreadable, unused: [...unused] };
}

/** What stands in the file for lists and objects is no value of any scale, and is shown as it is. */
function scalarText(node: Node | undefined): string {
  if (node === undefined || node.type === 'null') return '';
  return node.type === 'object' || node.type === 'array' ? JSON.stringify(getNodeValue(node)) : String(node.value);
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
