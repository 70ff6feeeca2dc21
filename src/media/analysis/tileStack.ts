import type { TileGrid } from './frameGeometry.ts';

/**
 * Filter chains that cut tiles out of the pictures at `[input]` and put them below one another at `[output]`. Frames are
 * numbered instead of timed: equal or missing times would make the stacking drop frames.
 */
export function tileStack(
  input: string,
  { tiles }: TileGrid,
  output: string,
  options: { readonly before?: string; readonly after: string },
): string[] {
  const before = `${options.before ? `${options.before},` : ''}setpts=N`;
  const crops = tiles.map(({ x, y, width, height }) => `crop=${width}:${height}:${x}:${y}:exact=1`);
  if (crops.length === 1) return [`[${input}]${before},${crops[0]},${options.after}[${output}]`];
  const names = crops.map((_, i) => `${output}${i}`);
  return [
    `[${input}]${before},split=${names.length}${names.map((name) => `[${name}]`).join('')}`,
    ...crops.map((crop, i) => `[${names[i]}]${crop}[${names[i]}cut]`),
    `${names.map((name) => `[${name}cut]`).join('')}vstack=inputs=${names.length},${options.after}[${output}]`,
  ];
}
