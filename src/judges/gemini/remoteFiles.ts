import type { GoogleGenAI } from '@google/genai/web';
import * as z from 'zod';
import { EvalVerseError } from '../../core/errors.ts';
import type { FootageVideo } from '../../core/footage.ts';
import { SharedWork } from '../../core/sharedWork.ts';
import type { CallSubject } from '../backend.ts';
import { ConnectionError, WireError } from '../network/wireError.ts';
import type { GeminiWire } from './wire.ts';

/** What every file is called at the provider: ours, and nothing about the clip. */
const DISPLAY_NAME = 'evalverse-footage';
const POLL_EVERY = 2_000;
/** Milliseconds in which the provider has to have looked at a file. */
const POLL_FOR = 300_000;

const fileSchema = z.object({
  name: z.string().min(1),
  uri: z.string().min(1),
  state: z.string().default('ACTIVE'),
});
type RemoteFile = z.infer<typeof fileSchema>;
const listedSchema = z.object({ name: z.string().min(1), displayName: z.string().optional() });

export interface PutOptions {
  readonly signal: AbortSignal;
  readonly about: CallSubject;
  readonly onProgress?: (fraction: number) => void;
}

/** Videos that the provider keeps for the length of a session. */
export interface RemoteFiles {
  /**
   * Sends a video unless it is there already, and waits until the provider can use it.
   *
   * @returns its address. @throws EvalVerseError `judge/…`; `signal.reason` when aborted.
   */
  put(video: FootageVideo, options: PutOptions): Promise<string>;
  has(video: FootageVideo): boolean;
  /** The provider does not have them any more. */
  forget(): void;
  /** Never throws; the names of what is still there. */
  deleteAll(about: CallSubject): Promise<readonly string[]>;
}

class UnusableFile extends Error {}

/** @throws ConnectionError, so that it is asked for again. */
function fileOf(value: unknown): RemoteFile {
  const file = fileSchema.safeParse(value);
  if (file.success) return file.data;
  throw new ConnectionError('The answer is not what the provider speaks.', { cause: file.error });
}

export function createRemoteFiles(wire: GeminiWire): RemoteFiles {
  const addresses = new Map<FootageVideo, string>();
  const sending = new SharedWork<FootageVideo, string>();
  const kept = new Set<string>();

  async function upload(video: FootageVideo, { signal, about, onProgress }: PutOptions): Promise<RemoteFile> {
    const size = video.bytes.byteLength;
    // A Blob has no path, whose last part the library would send along. Its bytes are nowhere shared between threads.
    const blob = new Blob([video.bytes as Uint8Array<ArrayBuffer>], { type: video.mimeType });
    const file = await wire.run(
      async (client) => {
        const config = { mimeType: video.mimeType, displayName: DISPLAY_NAME };
        return fileOf(await client.files.upload({ file: blob, config }));
      },
      { signal, about, tokens: null, onUploaded: (bytes) => onProgress?.(bytes / size) },
    );
    kept.add(file.name);
    return file;
  }

  /** @throws UnusableFile when the provider gives up on it, or takes too long. */
  async function waitFor(file: RemoteFile, { signal, about }: PutOptions): Promise<string> {
    const end = wire.clock.now() + POLL_FOR;
    let { state } = file;
    while (state !== 'ACTIVE') {
      if (state === 'FAILED' || wire.clock.now() >= end) throw new UnusableFile(state);
      await wire.clock.wait(POLL_EVERY, signal);
      const look = async (client: GoogleGenAI) => fileOf(await client.files.get({ name: file.name }));
      ({ state } = await wire.run(look, { signal, about, tokens: null }));
    }
    return file.uri;
  }

  async function send(video: FootageVideo, options: PutOptions): Promise<string> {
    for (let attempt = 1; ; attempt += 1) {
      const file = await upload(video, options);
      try {
        return await waitFor(file, options);
      } catch (error) {
        if (!(error instanceof UnusableFile)) throw error;
        if (attempt === 2)
          throw new EvalVerseError('judge/rejected', 'The provider could not read the footage, twice; judge a shorter range.', {
            cause: error,
          });
      }
    }
  }

  return {
    async put(video, { about, ...waiting }) {
      const known = addresses.get(video);
      if (known !== undefined) return known;
      return sending.run(video, waiting, async (signal, onProgress) => {
        const address = await send(video, { signal, about, onProgress });
        addresses.set(video, address);
        return address;
      });
    },
    has: (video) => addresses.has(video),
    forget: () => addresses.clear(),
    async deleteAll(about) {
      const names = [...kept];
      const gone = await Promise.all(names.map((name) => deleteFile(wire, name, about)));
      names
        .filter((_, index) => gone[index])
        .forEach((name) => {
          kept.delete(name);
        });
      addresses.clear();
      return [...kept];
    },
  };
}

/** Never throws; false when the file is still there. */
async function deleteFile(wire: GeminiWire, name: string, about: CallSubject): Promise<boolean> {
  // The user's own cancelling is no reason to leave footage behind.
  const { signal } = new AbortController();
  // One that is gone already is what was wanted.
  const isGone = (error: unknown) => error instanceof WireError && (error.status === 404 || error.status === 403);
  let gone = false;
  try {
    await wire.run(
      async (client) => {
        try {
          await client.files.delete({ name });
        } catch (error) {
          if (!isGone(error)) throw error;
        }
        gone = true;
      },
      { signal, about, tokens: null },
    );
  } catch {
    return false;
  }
  return gone;
}

async function listOurs(client: GoogleGenAI): Promise<string[]> {
  const names: string[] = [];
  for await (const value of await client.files.list()) {
    const file = listedSchema.safeParse(value);
    if (file.success && file.data.displayName === DISPLAY_NAME) names.push(file.data.name);
  }
  return names;
}

/**
 * Deletes footage that earlier runs left with the provider. Not for while anything is judged with the same key.
 *
 * @returns how many files were deleted, and the names of those that could not be. @throws EvalVerseError `judge/…`.
 */
export async function deleteLeftovers(
  wire: GeminiWire,
  signal: AbortSignal,
): Promise<{ deleted: number; left: readonly string[] }> {
  const about: CallSubject = { clip: null, dimensions: [] };
  const names = await wire.run(listOurs, { signal, about, tokens: null });
  const left: string[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    if (!(await deleteFile(wire, name, about))) left.push(name);
  }
  return { deleted: names.length - left.length, left };
}
