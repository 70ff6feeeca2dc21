import { parseSync } from 'oxc-parser';

/** Errors for programmers, and what becomes a part of a regular expression: no user reads them. */
const NOT_READ = new Set(['Error', 'RangeError', 'TypeError', 'RegExp', 'SyntaxError']);
/** Properties that hold ids, and texts for documents and for the schemas of files. */
const NOT_SHOWN = new Set(['id', 'source', 'description']);

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : '';
}

function isLeftOut(node: Node): boolean {
  if (node.type.startsWith('Import') || /^TS(?!As|Satisfies|NonNull)/.test(node.type)) return true;
  if (node.type === 'NewExpression') return NOT_READ.has(nameOf(node.callee));
  if (node.type === 'Property') return NOT_SHOWN.has(nameOf(node.key));
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return false;
  return ['describe', 'meta'].includes(nameOf(node.callee.property));
}

/** The text of a literal with holes `{0}`, `{1}`, … where values go; `null` for any other node. */
function textOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return null;
  const quasis: readonly { readonly value: { readonly cooked: string } }[] = node.quasis;
  return quasis.map(({ value }, index) => (index === 0 ? '' : `{${index - 1}}`) + value.cooked).join('');
}

/** `counted(n, 'clip')` makes `1 clip` and `2 clips`. */
function countedNoun(node: Node): readonly string[] {
  if (node.type !== 'CallExpression' || nameOf(node.callee) !== 'counted' || !Array.isArray(node.arguments)) return [];
  const noun: unknown = node.arguments[1];
  return isNode(noun) && typeof noun.value === 'string' ? [`{0} ${noun.value}`, `{0} ${noun.value}s`] : [];
}

/** Without the punctuation that joins it to what stands before it. */
function bare(text: string): string {
  return text.replace(/^[,;:] /, '').trim();
}

/**
 * Texts in a source out of which sentences are made: literals, and templates with holes in the order of their values.
 */
export function templatesIn(path: string, source: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isNode(value) || isLeftOut(value)) return;
    const text = textOf(value);
    if (text !== null) found.push(bare(text));
    found.push(...countedNoun(value));
    const isCounting = value.type === 'CallExpression' && nameOf(value.callee) === 'counted';
    for (const [name, part] of Object.entries(value)) if (!(isCounting && name === 'arguments')) visit(part);
  };
  visit(parseSync(path, source).program.body);
  return found;
}

/** Whether a text has words, as against ids, names and signs. */
export function hasWords(template: string): boolean {
  return /\p{L}.* |[ ].*\p{L}/su.test(template) && /\p{Script=Latin}{2}/u.test(template.replace(/\{\d+\}/g, ''));
}
