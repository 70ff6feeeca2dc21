import { type FileHandle, open } from 'node:fs/promises';

/**
 * Makes a new name in a folder survive a power cut, as far as the file system knows how: Windows and some network drives
 * cannot sync folders, which is no reason to keep nothing there.
 */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    // The files themselves are synced, and that is not forgiven.
  } finally {
    await handle?.close();
  }
}
