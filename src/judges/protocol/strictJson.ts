/** What of a model's text is JSON. */
export type Extracted =
  | {
      readonly status: 'object';
      readonly value: unknown;
      readonly json: string /** Where it begins in the text. */;
      readonly at: number;
    }
  | { readonly status: 'none' }
  /** `unbalanced`: it breaks off. `several`: more than one object. `duplicate`: a key twice. `malformed`: no JSON by the letter. */
  | { readonly status: 'bad'; readonly why: 'unbalanced' | 'several' | 'duplicate' | 'malformed'; readonly detail: string };

/** The index behind the string that begins at `start`, or `null` when it does not end. */
function stringEnd(text: string, start: number): number | null {
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return null;
}

/** The index behind the object that begins at `start`, or `null` when it does not end. Quotes and brackets only; JSON.parse does the rest. */
function objectEnd(text: string, start: number): number | null {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') {
      const end = stringEnd(text, index);
      if (end === null) return null;
      index = end - 1;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}

/** The first key that one object of valid JSON holds twice; JSON.parse would silently take its last value. */
function duplicateKey(json: string): string | null {
  const open: { keys: Set<string> | null; expectsKey: boolean }[] = [];
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index];
    const top = open.at(-1);
    if (character === '{') open.push({ keys: new Set(), expectsKey: true });
    else if (character === '[') open.push({ keys: null, expectsKey: false });
    else if (character === '}' || character === ']') open.pop();
    else if (character === ',' && top?.keys) top.expectsKey = true;
    else if (character === '"') {
      const end = stringEnd(json, index) ?? json.length;
      if (top?.keys && top.expectsKey) {
        const key: unknown = JSON.parse(json.slice(index, end));
        if (typeof key === 'string' && top.keys.has(key)) return key;
        if (typeof key === 'string') top.keys.add(key);
        top.expectsKey = false;
      }
      index = end - 1;
    }
  }
  return null;
}

/** Blanks out the same number of characters, so that places in the text stay where they are. */
function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function isBalanced(prose: string): boolean {
  const count = (bracket: string) => prose.split(bracket).length;
  return count('{') === count('}') && count('[') === count(']');
}

/** Where an object can begin. A brace in prose before it (`{x}`) is no JSON object. */
const OBJECT_START = /\{\s*(?:"|\})/g;

/**
 * The one JSON object of a model's text, by the letter: nothing is closed, unquoted or guessed. Markdown fences, `<think>` blocks
 * before it and prose around it are let go.
 */
export function extractObject(text: string): Extracted {
  // Some servers leave out the tag that opens; thinking that never ends swallows the answer, and then there is none.
  const visible = text.replace(/^[\s\S]*?<\/think(?:ing)?>|^\s*<think(?:ing)?>[\s\S]*$/i, blank);
  OBJECT_START.lastIndex = 0;
  const start = OBJECT_START.exec(visible)?.index;
  if (start === undefined) return { status: 'none' };
  const end = objectEnd(visible, start);
  if (end === null) return { status: 'bad', why: 'unbalanced', detail: 'the JSON object does not end' };
  // An object in another notation before it would be another answer.
  if (/\{\s*['‘“\w]+['’”]?\s*:/.test(visible.slice(0, start)))
    return { status: 'bad', why: 'several', detail: 'something like an object precedes the JSON object' };
  OBJECT_START.lastIndex = end;
  if (OBJECT_START.test(visible)) return { status: 'bad', why: 'several', detail: 'there is more than one JSON object' };
  if (!isBalanced(visible.slice(0, start)))
    return { status: 'bad', why: 'malformed', detail: 'open brackets precede the JSON object' };
  if (/[[\]{}]/.test(visible.slice(end))) return { status: 'bad', why: 'malformed', detail: 'brackets follow the JSON object' };
  const json = visible.slice(start, end);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { status: 'bad', why: 'malformed', detail: 'the object is not valid JSON' };
  }
  const twice = duplicateKey(json);
  if (twice !== null) return { status: 'bad', why: 'duplicate', detail: `the key ${JSON.stringify(twice)} is there twice` };
  return { status: 'object', value, json, at: start };
}
