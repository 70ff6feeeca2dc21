import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where made material is kept between runs. It may be deleted at any time. */
export const STORE = join(tmpdir(), 'evalverse-fault-bench');

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** A short name for content: the same parts give the same name. */
export function keyOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

/** The texts of the TypeScript sources in `folders` (relative to the repository, tests left out), as one key. */
export async function keyOfSources(...folders: readonly string[]): Promise<string> {
  const files = (
    await Promise.all(folders.map((folder) => readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })))
  )
    .flat()
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  return keyOf(...(await Promise.all(files.map((file) => readFile(file, 'utf8')))));
}

/** The path of a kept file, which `make` writes when it is not there yet. A file that is there is whole. */
export async function kept(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(STORE, name);
  if (existsSync(path)) return path;
  await mkdir(STORE, { recursive: true });
  const unfinished = join(STORE, `${randomUUID()}-${name}`);
  try {
    await make(unfinished);
    // Another run may have made the same meanwhile, and be reading it.
    await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(unfinished, { force: true });
  }
  return path;
}
