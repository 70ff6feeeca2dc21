import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { z } from 'zod';
import { type JsonPath, mergeOverride, type ReportProblem } from './merge.ts';
import type { Taxonomy } from './model.ts';
import { aspectOverrideSchema } from './override.ts';
import { mergeThresholds, thresholdsOverrideSchema } from './thresholds.ts';

/** A file of the workspace, read by whoever calls. */
export interface TaxonomyFile {
  /** Comes back with the file's problems, and is not looked at otherwise. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong in an override file. `line` and `column` count from 1, columns in UTF-16 units, as editors do. */
export interface TaxonomyProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** One sentence for the author of the file. */
  readonly message: string;
}

/**
 * A taxonomy with the changes of a workspace. Each file (JSON, comments allowed) changes or adds one aspect, or, when it has
 * `thresholds` at its top, limits of measurements; files apply in the order given, so that a later one may change what an
 * earlier one added.
 *
 * At every level an entry is found by its id. A known id overrides just the fields that are given; a new id is appended
 * after its siblings (a new aspect at the end of its stage) and must be complete; `"omit": true` leaves an entry out, and a
 * parent left without children goes with them. An aspect keeps its stage, and `measurable` stays what the program can do:
 * an added rationale is always `none`.
 *
 * A file with a problem is not applied at all; the other files are.
 */
export function extendTaxonomy(
  base: Taxonomy,
  files: readonly TaxonomyFile[],
): { taxonomy: Taxonomy; problems: TaxonomyProblem[] } {
  let taxonomy = base;
  const problems: TaxonomyProblem[] = [];
  for (const { path, text } of files) {
    const result = applyFile(taxonomy, text);
    if ('taxonomy' in result) taxonomy = result.taxonomy;
    else problems.push(...result.problems.map((problem) => ({ path, ...problem })));
  }
  return { taxonomy, problems };
}

type PlacedProblem = Omit<TaxonomyProblem, 'path'>;

function applyFile(taxonomy: Taxonomy, fileText: string): { taxonomy: Taxonomy } | { problems: PlacedProblem[] } {
  const text = fileText.startsWith('\uFEFF') ? fileText.slice(1) : fileText;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  if (!root || errors.length > 0) {
    return { problems: errors.map(({ error, offset }) => ({ ...placeOf(text, offset), message: syntaxMessage(error) })) };
  }
  const problems: PlacedProblem[] = [];
  const report: ReportProblem = (at, message) => {
    problems.push({ ...placeOf(text, nodeAt(root, at).offset), message });
  };
  const content: unknown = getNodeValue(root);
  const merged = isThresholdsFile(content)
    ? ifParsed(thresholdsOverrideSchema.safeParse(content), (given) => mergeThresholds(taxonomy, given, report))
    : ifParsed(aspectOverrideSchema.safeParse(content), (given) => mergeOverride(taxonomy, given, report));
  if ('issues' in merged) return { problems: merged.issues.flatMap((issue) => issueProblems(text, root, issue)) };
  return problems.length === 0 ? { taxonomy: merged } : { problems };
}

function isThresholdsFile(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'thresholds' in content;
}

function ifParsed<Given>(
  parsed: z.ZodSafeParseResult<Given>,
  merge: (given: Given) => Taxonomy,
): Taxonomy | { issues: z.core.$ZodIssue[] } {
  return parsed.success ? merge(parsed.data) : { issues: parsed.error.issues };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The value at a path, or what encloses it when the path names something that is not there. */
function nodeAt(root: Node, at: JsonPath): Node {
  const path = [...at];
  for (;;) {
    const node = findNodeAtLocation(root, path);
    if (node || path.length === 0) return node ?? root;
    path.pop();
  }
}

function syntaxMessage(error: ParseError['error']): string {
  const words = printParseErrorCode(error).replace(/([a-z])([A-Z])/g, '$1 $2');
  return `This is not valid JSON: ${words.toLowerCase()}.`;
}

function issueProblems(text: string, root: Node, issue: z.core.$ZodIssue): PlacedProblem[] {
  const at = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      // A property's first child is its name.
      ...placeOf(text, nodeAt(root, [...at, key]).parent?.children?.[0]?.offset ?? 0),
      message: `"${key}" is not a field that a taxonomy file knows here.`,
    }));
  }
  const field = at.at(-1);
  const message = typeof field === 'string' ? `"${field}": ${issue.message}.` : `${issue.message}.`;
  return [{ ...placeOf(text, nodeAt(root, at).offset), message }];
}
