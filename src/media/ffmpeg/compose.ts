import { resolve } from 'node:path';

/** A file as ffmpeg must be given it: never an option, a protocol or a pattern, whatever its name is. */
export function inputArgument(path: string): string {
  return `file:${resolve(path)}`;
}

/**
 * Text as the value of a filter option (`drawtext=text=<here>`) inside a filter graph. Escapes both levels that ffmpeg
 * unescapes: option values (`\ ' :`) and the graph (`\ ' [ ] , ;`), and white space, which is trimmed at either.
 */
export function escapeFilterValue(text: string): string {
  return text.replace(/[\\':\s]/g, '\\$&').replace(/[\\'[\],;\s]/g, '\\$&');
}
