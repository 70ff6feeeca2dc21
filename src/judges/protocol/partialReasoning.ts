/** Keys whose text is reasoning. What stands below `responses` is an answer and is never shown before it is complete. */
const SHOWN = new Set(['observation', 'rationale', 'reflection']);

/** The text of a JSON string that may still be arriving; escapes that are cut off are left out. */
function decoded(raw: string): string {
  const whole = /^(?:[^\\]|\\u[0-9a-f]{4}|\\[^u])*/i.exec(raw)?.[0] ?? '';
  try {
    const value: unknown = JSON.parse(`"${whole}"`);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

/**
 * The reasoning in an answer that is still arriving, one statement a line: observations, rationale and reflection of every
 * sub-dimension, never a response. Understands JSON as far as it has come; anything else gives what was understood before.
 */
export function reasoningSoFar(text: string): string {
  const begin = text.search(/\{\s*"/);
  if (begin < 0) return '';
  const path: (string | null)[] = [];
  const lines: string[] = [];
  let key: string | null = null;
  let expectsKey = false;
  // A string without its closing quote is the one that is arriving.
  for (const [token] of text.slice(begin).matchAll(/"(?:[^"\\]|\\[\s\S]?)*"?|[{}[\],:]/g)) {
    if (token === '{' || token === '[') {
      path.push(key);
      key = null;
      expectsKey = token === '{';
    } else if (token === '}' || token === ']') {
      key = path.pop() ?? null;
      expectsKey = false;
    } else if (token === ',') expectsKey = true;
    else if (token === ':') expectsKey = false;
    else {
      const isComplete = token.length > 1 && token.endsWith('"') && !/(?:^|[^\\])(?:\\\\)*\\"$/.test(token);
      const value = decoded(token.slice(1, isComplete ? -1 : undefined));
      if (expectsKey) key = isComplete ? value : null;
      else if (
        key !== null &&
        SHOWN.has(key) &&
        path.includes('judgements') &&
        !path.includes('responses') &&
        value.trim() !== ''
      )
        lines.push(value.trim());
    }
  }
  return lines.join('\n');
}
