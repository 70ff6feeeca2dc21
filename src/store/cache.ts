import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Content-addressed files that can be made again: (kind, hash of what they were made from) → bytes. Losing one costs time,
 * so no failure here is an error: what cannot be read is absent, what cannot be written is not kept.
 */

/** Bytes that all cached files together may take before the least recently used ones are removed. */
const LIMIT = 4 * 2 ** 30;
/** Bytes written by this process between two looks at the total. */
const TRIM_EVERY = LIMIT / 32;

let writtenSinceTrim = TRIM_EVERY;

/** The folder that belongs to this user on this system; `EVALVERSE_CACHE` overrides it. */
export function defaultCacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { EVALVERSE_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = environment;
  if (EVALVERSE_CACHE) return EVALVERSE_CACHE;
  if (platform === 'win32') return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'evalverse', 'cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'evalverse');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'evalverse');
}

function objectsFolder(folder: string): string {
  return join(folder, 'objects');
}

function fileOf(folder: string, kind: string, hash: string): string {
  return join(objectsFolder(folder), kind, hash.slice(0, 2), hash);
}

/** The cached bytes, or `null`. Reading counts as use. */
export async function readCache(folder: string, kind: string, hash: string): Promise<Uint8Array | null> {
  const file = fileOf(folder, kind, hash);
  try {
    const bytes = await readFile(file);
    const now = new Date();
    await utimes(file, now, now).catch(() => undefined);
    return bytes;
  } catch {
    return null;
  }
}

/**
 * Keeps bytes, whole or not at all, even when several processes write the same entry.
 *
 * @param kind a name made of letters, digits and hyphens, with the version of the format in it.
 */
export async function writeCache(folder: string, kind: string, hash: string, bytes: Uint8Array): Promise<void> {
  const file = fileOf(folder, kind, hash);
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(part, bytes);
    await rename(part, file);
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
    return;
  }
  writtenSinceTrim += bytes.length;
  if (writtenSinceTrim >= TRIM_EVERY) {
    writtenSinceTrim = 0;
    await trimCache(folder, LIMIT);
  }
}

/**
 * The path of a cached file that is made once and then read in place; reading counts as use. What `make` writes to the path it is
 * given is kept whole or not at all.
 *
 * @param kind as for `writeCache`.
 * @param extension of the file's name, with its dot.
 * @throws what `make` throws; the system's error when the file cannot be kept.
 */
export async function cachedFile(
  folder: string,
  { kind, hash, extension }: { readonly kind: string; readonly hash: string; readonly extension: string },
  make: (path: string) => Promise<void>,
): Promise<string> {
  const file = `${fileOf(folder, kind, hash)}${extension}`;
  const now = new Date();
  const isThere = await utimes(file, now, now).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await make(part);
    await rename(part, file);
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
  await trimCache(folder, LIMIT);
  return file;
}

/** Removes the least recently used files until all together take at most `limit` bytes. */
export async function trimCache(folder: string, limit: number): Promise<void> {
  const files: { file: string; size: number; used: number }[] = [];
  for (const entry of await readdir(objectsFolder(folder), { withFileTypes: true, recursive: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const stats = await stat(file).catch(() => null);
    if (stats) files.push({ file, size: stats.size, used: stats.mtimeMs });
  }
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { file, size } of files.sort((a, b) => a.used - b.used)) {
    if (total <= limit) return;
    await rm(file, { force: true }).catch(() => undefined);
    total -= size;
  }
}
