import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type AuditEntry, auditEntrySchema } from '../core/auditEntry.ts';
import { fileErrorCode } from './fileErrors.ts';
import { readLines } from './journalFile.ts';

/** What left the machine, one request a line, in the order in which requests were over. Lines are only ever appended. */
export interface AuditLog {
  /** Never throws; what cannot be written is told to `onProblem`. Entries that arrive while others are synced share the next sync. */
  append(entry: AuditEntry): void;
  /** Resolves once everything appended is on the disk. */
  close(): Promise<void>;
}

export interface AuditLogOptions {
  /** Hears why entries could not be kept. */
  readonly onProblem: (error: unknown) => void;
}

/** @param file comes into being, with its folder, with the first entry. */
export function openAuditLog(file: string, { onProblem }: AuditLogOptions): AuditLog {
  let waiting: string[] = [];
  let draining: Promise<void> | null = null;
  let handle: FileHandle | null = null;
  let torn = false;

  async function openFile(): Promise<FileHandle> {
    await mkdir(dirname(file), { recursive: true });
    return open(file, 'a', 0o600);
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const lines = waiting.join('');
      waiting = [];
      try {
        handle ??= await openFile();
        // In one piece, since other windows append to the same file.
        await handle.appendFile(torn ? `\n${lines}` : lines);
        await handle.datasync();
        torn = false;
      } catch (error) {
        // What a full disk left of a line must not become the head of the next one.
        torn = true;
        onProblem(error);
      }
    }
    draining = null;
  }

  return {
    append(entry) {
      waiting.push(`${JSON.stringify(entry)}\n`);
      draining ??= drain();
    },
    async close() {
      await draining;
      await handle?.close();
      handle = null;
    },
  };
}

/** The entries of a log, oldest first, and how many lines are none. Without a file there are none. */
export async function readAuditLog(file: string): Promise<{ entries: AuditEntry[]; unreadable: number }> {
  const entries: AuditEntry[] = [];
  let unreadable = 0;
  let handle: FileHandle | null = null;
  try {
    handle = await open(file, 'r');
    for await (const lines of readLines(handle, 0, (await handle.stat()).size))
      for (const { bytes } of lines) {
        const entry = entryOf(bytes);
        if (entry) entries.push(entry);
        else if (bytes.length > 0) unreadable += 1;
      }
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') throw error;
  } finally {
    await handle?.close();
  }
  return { entries, unreadable };
}

function entryOf(bytes: Uint8Array): AuditEntry | null {
  try {
    return auditEntrySchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
