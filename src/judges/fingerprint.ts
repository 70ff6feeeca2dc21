import { createHash } from 'node:crypto';

/** JSON whose object keys are sorted, so that equal values give equal text. `undefined` members are left out, as in JSON. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  const isJson =
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value));
  if (!isJson) throw new TypeError(`${String(value)} has no place in a fingerprint`);
  return JSON.stringify(value);
}

/**
 * SHA-256 in lower-case hex over the canonical JSON of everything that could change an answer.
 *
 * @throws TypeError for values that JSON cannot hold exactly (functions, bigints, NaN, infinities, `undefined` in arrays).
 */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
