import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Verdict } from '../core/verdict.ts';
import { unwritable } from './fileErrors.ts';
import type { RunPlan } from './plan.ts';
import { syncFolder } from './syncFolder.ts';

/** Where the verdicts of one run are written, one a line, in the order they were appended. */
export interface RunJournal {
  readonly id: string;
  /**
   * Resolves once the verdict is on the disk. Appends that arrive while an earlier group is being synced share the next
   * sync.
   *
   * @throws EvalVerseError `store/unwritable`; then no part of the verdict is in the journal.
   */
  append(verdict: Verdict): Promise<void>;
  /** Waits for what was appended, then lets go of the file. */
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

async function writePlan(folder: string, plan: RunPlan): Promise<void> {
  const file = join(folder, 'plan.json');
  const handle = await open(`${file}.part`, 'w');
  try {
    await handle.writeFile(`${JSON.stringify(plan, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}

async function createRunFolder(folder: string, plan: RunPlan): Promise<FileHandle> {
  await mkdir(folder, { recursive: true });
  await writePlan(folder, plan);
  const handle = await open(join(folder, 'verdicts.jsonl'), 'a');
  for (const parent of [folder, dirname(folder), dirname(dirname(folder))]) await syncFolder(parent);
  return handle;
}

/**
 * A journal for a new run. Folder, plan and file come into being with the first verdict.
 *
 * @param folder the run's own folder.
 * @param onDurable called with the run id after each group of verdicts reached the disk and before their appends resolve.
 */
export function createRunJournal(folder: string, plan: RunPlan, onDurable: (run: string) => Promise<void>): RunJournal {
  let waiting: Waiting[] = [];
  let draining: Promise<void> | null = null;
  let handle: FileHandle | null = null;
  let length = 0;
  let torn = false;

  async function write(lines: string): Promise<void> {
    try {
      handle ??= await createRunFolder(folder, plan);
      if (torn) length = (await handle.stat()).size;
      const bytes = Buffer.from(torn ? `\n${lines}` : lines);
      await handle.writeFile(bytes);
      await handle.datasync();
      length += bytes.length;
      torn = false;
    } catch (error) {
      // What a full disk left of the group must not become the head of the next line.
      await handle?.truncate(length).catch(() => {
        torn = true;
      });
      throw unwritable(folder, error);
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(group.map(({ line }) => line).join(''));
        await onDurable(plan.id);
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    draining = null;
  }

  return {
    id: plan.id,
    append(verdict) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ line: `${JSON.stringify(verdict)}\n`, resolve, reject });
      draining ??= drain();
      return promise;
    },
    async close() {
      await draining;
      await handle?.close();
      handle = null;
    },
  };
}
