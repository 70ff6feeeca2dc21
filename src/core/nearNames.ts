import { isClipPath } from './clip.ts';

/** What is left of a name without case, accents, separators and signs. */
function bare(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Levenshtein's distance, or `limit + 1` as soon as it is known to be larger than `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > limit) return limit + 1;
    row = next;
  }
  return row[b.length] ?? limit + 1;
}

const MOST = 3;

/**
 * Names that someone may have meant, nearest first, at most three. They are there to be shown: nothing is ever joined by them.
 *
 * @param known may be paths or dotted ids: their last parts, with and without an ending, count as names of theirs.
 */
export function nearNames(name: string, known: readonly string[]): string[] {
  const wanted = [...new Set([name, ...partsOf(name)].map(bare))].filter((part) => part !== '');
  return known
    .map((each) => {
      const distances = [each, ...partsOf(each)].flatMap((part) =>
        wanted.map((one) => {
          if (numbersIn(one) !== numbersIn(bare(part))) return Number.POSITIVE_INFINITY;
          const limit = slipsIn(Math.min(one.length, bare(part).length));
          const found = distance(one, bare(part), limit);
          return found > limit ? Number.POSITIVE_INFINITY : found;
        }),
      );
      return { each, nearest: Math.min(...distances) };
    })
    .filter(({ nearest }) => Number.isFinite(nearest))
    .sort((a, b) => a.nearest - b.nearest || a.each.localeCompare(b.each))
    .slice(0, MOST)
    .map(({ each }) => each);
}

/** How many letters may be wrong in a name of so many: one in five, one of four; three letters have too many neighbours. */
function slipsIn(length: number): number {
  return Math.max(Math.floor(length / 5), Number(length >= 4));
}

function partsOf(name: string): string[] {
  const last = name.split(/[\\/]/).at(-1) ?? name;
  return isClipPath(last) ? [last, last.slice(0, last.lastIndexOf('.'))] : [last, last.split('.').at(-1) ?? last];
}

/** `shot 12` is no misspelt `shot 13`. */
function numbersIn(name: string): string {
  return (name.match(/\d+/g) ?? []).map(Number).join(' ');
}
