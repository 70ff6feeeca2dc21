import { readSidecar, type Sidecar } from './sidecar.ts';

/** Files that are read at once. */
const AT_ONCE = 16;

/**
 * Which of `candidates` are outputs for what `clip` was made for: those with the same prompt, or the same authentic reference. Sidecars
 * that cannot be read name neither.
 *
 * @param candidates absolute paths; `clip` itself is left out.
 */
export async function outputsOfSamePrompt(clip: string, candidates: readonly string[]): Promise<string[]> {
  const own = await readSidecar(clip);
  const others = candidates.filter((path) => path !== clip);
  const found: string[] = [];
  for (let start = 0; start < others.length; start += AT_ONCE) {
    const paths = others.slice(start, start + AT_ONCE);
    const sidecars = await Promise.all(paths.map((path) => readSidecar(path)));
    found.push(...paths.filter((_, index) => sidecars[index] && areForTheSame(own, sidecars[index])));
  }
  return found;
}

/** Prompts are the same whatever their white space and line breaks. */
function areForTheSame(a: Sidecar, b: Sidecar): boolean {
  const sameReference = a.reference !== null && a.reference.path === b.reference?.path;
  const samePrompt = a.prompt !== null && b.prompt !== null && plain(a.prompt) === plain(b.prompt);
  return sameReference || samePrompt;
}

function plain(prompt: string): string {
  return prompt.replace(/\s+/g, ' ').trim();
}
