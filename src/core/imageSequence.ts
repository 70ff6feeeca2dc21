/** File name endings (lower case, no dot) of single pictures that generators write frames as. */
export const FRAME_EXTENSIONS = ['png', 'jpg', 'jpeg', 'tif', 'tiff', 'bmp', 'exr'] as const;

/** Numbered pictures that follow one another without a gap: `<before><number><after>`. */
export interface ImageSequence {
  readonly before: string;
  readonly after: string;
  /** Figures of each number, with leading zeros; 0 where numbers have none. */
  readonly digits: number;
  readonly first: number;
  readonly count: number;
}

/**
 * The longest sequence among file names, or the one that holds `member`. A gap ends a sequence. `null` when no two pictures follow
 * one another.
 */
export function imageSequenceOf(names: readonly string[], member: string | null): ImageSequence | null {
  const groups = new Map<string, { before: string; after: string; numbers: Map<number, string> }>();
  for (const name of names) {
    const parts = /^(?<before>.*?)(?<number>\d+)(?<after>\.[a-z]+)$/i.exec(name)?.groups;
    const { before = '', number = '', after = '' } = parts ?? {};
    if (!parts || !(FRAME_EXTENSIONS as readonly string[]).includes(after.slice(1).toLowerCase())) continue;
    const padded = number.startsWith('0') && number !== '0' ? number.length : 0;
    const group = groups.get(`${before}/${after}`) ?? { before, after, numbers: new Map<number, string>() };
    if (padded > 0 || !group.numbers.has(Number(number))) group.numbers.set(Number(number), number);
    groups.set(`${before}/${after}`, group);
  }
  const runs = [...groups.values()].flatMap(({ before, after, numbers }) =>
    runsOf(numbers).map((run) => ({ before, after, ...run, names: run.numbers.map((number) => `${before}${number}${after}`) })),
  );
  const wanted = member === null ? runs : runs.filter((run) => run.names.includes(member));
  const longest = wanted.sort((a, b) => b.names.length - a.names.length)[0];
  if (!longest || longest.names.length < 2) return null;
  const { before, after, first, digits } = longest;
  return { before, after, first, digits, count: longest.names.length };
}

/** Runs of numbers that follow one another, all written with the same number of figures or all without leading zeros. */
function runsOf(numbers: ReadonlyMap<number, string>): { first: number; digits: number; numbers: string[] }[] {
  const runs: { first: number; digits: number; numbers: string[] }[] = [];
  const lengths = new Set([...numbers.values()].map(({ length }) => length));
  const digits = lengths.size === 1 ? ([...lengths][0] ?? 0) : 0;
  let last = Number.NaN;
  for (const [value, text] of [...numbers].sort(([a], [b]) => a - b)) {
    // `%d` does not write leading zeros.
    if (digits === 0 && String(value) !== text) continue;
    if (value !== last + 1) runs.push({ first: value, digits, numbers: [] });
    runs.at(-1)?.numbers.push(text);
    last = value;
  }
  return runs;
}
