import { createHash } from 'node:crypto';
import { type BigIntStats, createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ClipHash } from '../core/clip.ts';
import { unreadableClip } from './fileErrors.ts';

/** What tells one state of a file from the next without reading it. */
export interface FileState {
  /** Bytes. */
  readonly size: bigint;
  /** Nanoseconds since 1970. */
  readonly mtimeNs: bigint;
  readonly ino: bigint;
}

/**
 * The state of the clip file at `path` now.
 *
 * @throws EvalVerseError `clip/not-found` or `clip/unreadable`.
 */
export async function fileStateOf(path: string): Promise<FileState> {
  let stats: BigIntStats;
  try {
    stats = await stat(path, { bigint: true });
  } catch (error) {
    throw unreadableClip(path, error);
  }
  return { size: stats.size, mtimeNs: stats.mtimeNs, ino: stats.ino };
}

export function sameFileState(a: FileState, b: FileState): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ino === b.ino;
}

/**
 * SHA-256 of a file's bytes, read as a stream.
 *
 * @throws EvalVerseError `clip/not-found` or `clip/unreadable`; `signal.reason` when aborted.
 */
export async function hashFile(path: string, signal?: AbortSignal): Promise<ClipHash> {
  signal?.throwIfAborted();
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) })) hash.update(chunk);
  } catch (error) {
    signal?.throwIfAborted();
    throw unreadableClip(path, error);
  }
  return hash.digest('hex');
}
