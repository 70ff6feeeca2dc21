import type { BigIntStats } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable } from './fileErrors.ts';
import { syncFolder } from './syncFolder.ts';

/** How a file was before and after an append. */
export interface Appended {
  readonly before: BigIntStats;
  readonly after: BigIntStats;
  /** Bytes that were written. */
  readonly bytes: number;
  /** Whether a line without its newline stood at the end, so that one was put between. */
  readonly mended: boolean;
}

/**
 * Appends whole lines to a file below `.evalverse`, which need not be there, and resolves once they are on the disk.
 *
 * @param text lines, each ended by a newline.
 * @throws EvalVerseError `store/unwritable`.
 */
export async function appendDurably(file: string, text: string): Promise<Appended> {
  let handle: FileHandle | null = null;
  try {
    const folder = dirname(file);
    await mkdir(folder, { recursive: true });
    handle = await open(file, 'a+');
    const before = await handle.stat({ bigint: true });
    const size = Number(before.size);
    const end = size === 0 ? null : (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString();
    // What a killed process or an editor left without its newline must not become the head of the next line.
    const mended = end !== null && end !== '\n';
    // In one piece, since other windows append to the same file.
    const bytes = Buffer.from((mended ? '\n' : '') + text);
    await handle.appendFile(bytes);
    await handle.datasync();
    if (size === 0) for (const parent of [folder, dirname(folder), dirname(dirname(folder))]) await syncFolder(parent);
    return { before, after: await handle.stat({ bigint: true }), bytes: bytes.length, mended };
  } catch (error) {
    throw unwritable(dirname(file), error);
  } finally {
    await handle?.close();
  }
}
