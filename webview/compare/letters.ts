/** What a clip is called by its place: `A` for the first one. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}
