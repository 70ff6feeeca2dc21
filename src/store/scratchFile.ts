import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The bytes of a file that some program can only write to a path, never to a pipe. Nothing of it is left behind.
 *
 * @param write writes the file to the path it is given; what it returns is handed on.
 * @throws what `write` throws; the system's error when the file cannot be kept for that long.
 */
export async function bytesOfFile<T>(
  name: string,
  write: (path: string) => Promise<T>,
): Promise<{ readonly bytes: Uint8Array; readonly result: T }> {
  const folder = await mkdtemp(join(tmpdir(), 'evalverse-scratch-'));
  try {
    const path = join(folder, name);
    const result = await write(path);
    return { bytes: await readFile(path), result };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
