/** Words in a row that two people hardly ever write alike by accident. */
const RUN = 5;
/** Share of a text's runs that stand in the rubric from which on it is a copy. */
const COPIED = 0.8;

function runsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, index) => words.slice(index, index + RUN).join(' '));
}

/** Tells texts that repeat the rubric from texts about the clip. Short texts are nobody's. */
export function rubricCopyDetector(rubric: readonly string[]): (text: string) => boolean {
  const known = new Set(rubric.flatMap(runsOf));
  return (text) => {
    const runs = runsOf(text);
    return runs.length >= 2 && runs.filter((run) => known.has(run)).length / runs.length >= COPIED;
  };
}
