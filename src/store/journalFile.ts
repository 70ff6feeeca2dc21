import type { FileHandle } from 'node:fs/promises';
import { type Verdict, verdictSchema } from '../core/verdict.ts';

/** A line of a journal that holds no verdict, and why. It is skipped, never fatal. */
export interface JournalProblem {
  readonly file: string;
  /** 1-based; 0 when the file as a whole cannot be read. */
  readonly line: number;
  readonly reason: string;
}

/** One complete line (ended by a newline) with its place in the file, both in bytes, the newline included in `length`. */
export interface JournalLine {
  readonly offset: number;
  readonly length: number;
  readonly bytes: Buffer;
}

const CHUNK = 1 << 20;
const NEWLINE = 10;

/**
 * The complete lines of a journal between two offsets, in groups of what one read brings. A last line without its newline
 * is left out: its writer was killed, or is still writing it.
 *
 * @param from offset of the first byte of a line.
 */
export async function* readLines(handle: FileHandle, from: number, to: number): AsyncGenerator<JournalLine[]> {
  let offset = from;
  let rest = Buffer.alloc(0);
  while (offset + rest.length < to) {
    const position = offset + rest.length;
    const chunk = Buffer.alloc(Math.min(CHUNK, to - position));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return;
    const bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    const lines: JournalLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      const length = end + 1 - start;
      lines.push({ offset: offset + start, length, bytes: bytes.subarray(start, end) });
      start = end + 1;
    }
    offset += start;
    rest = bytes.subarray(start);
    if (lines.length > 0) yield lines;
  }
}

/** The verdict on a line, or why there is none; `null` for a blank line. */
export function parseLine(bytes: Uint8Array): { verdict: Verdict } | { reason: string } | null {
  let json: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
    if (text === '') return null;
    json = JSON.parse(text);
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = verdictSchema.safeParse(json);
  if (parsed.success) return { verdict: parsed.data };
  const [issue] = parsed.error.issues;
  return { reason: `not a verdict: ${issue ? `${issue.path.join('.') || 'line'}: ${issue.message}` : 'unknown shape'}` };
}

/** A sentence about each line that could not be read. */
export function skippedLines(problems: readonly JournalProblem[]): string[] {
  return problems.map(({ file, line, reason }) => `${file}:${line} is skipped: ${reason}`);
}
