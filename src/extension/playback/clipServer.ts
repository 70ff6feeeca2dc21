import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { basename, extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseRange } from './byteRange.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.webm': 'video/webm',
  '.mkv': 'video/x-matroska',
  '.avi': 'video/x-msvideo',
};

/** A clip on offer; its path is reachable only by the random token in `path` and only until `dispose`. */
export interface ServedClip {
  /** Path of the URL, beginning with a slash. */
  readonly path: string;
  dispose(): void;
}

/**
 * Serves registered clips, and nothing else, over HTTP on 127.0.0.1, so that a `<video>` can seek in files of any size
 * without anybody reading them whole. Listens from the first registration on.
 */
export class ClipServer {
  readonly #files = new Map<string, string>();
  #server: Server | null = null;
  #listening: Promise<number> | null = null;
  #reading = 0;

  /** Number of requests whose file is open at this moment. */
  get readingCount(): number {
    return this.#reading;
  }

  /** Number of clips on offer. */
  get clipCount(): number {
    return this.#files.size;
  }

  /** Puts the file on offer. Rejects when no port can be opened. */
  async serve(file: string): Promise<ServedClip & { readonly port: number }> {
    this.#listening ??= this.#listen();
    const port = await this.#listening;
    const path = `/${randomBytes(24).toString('base64url')}/${encodeURIComponent(basename(file))}`;
    this.#files.set(path, file);
    return { port, path, dispose: () => this.#files.delete(path) };
  }

  dispose(): void {
    this.#files.clear();
    this.#server?.close();
    this.#server?.closeAllConnections();
    this.#server = null;
    this.#listening = null;
  }

  #listen(): Promise<number> {
    const server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', (error) => {
        this.#listening = null;
        reject(error);
      });
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('the playback server has no port'));
      });
      // A window must be able to close although a player keeps its connection alive.
      server.unref();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = this.#files.get(request.url ?? '');
    if (file === undefined) return refuse(response, 404);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, { allow: 'GET, HEAD' });
    let handle: FileHandle;
    try {
      handle = await open(file, 'r');
    } catch {
      return refuse(response, 404);
    }
    this.#reading++;
    try {
      await send(handle, file, request, response);
    } finally {
      this.#reading--;
      await handle.close();
    }
  }
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-length': 0, ...headers }).end();
}

async function send(handle: FileHandle, file: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { size, mtimeMs } = await handle.stat();
  const etag = `"${mtimeMs.toString(36)}-${size.toString(36)}"`;
  const headers = {
    'content-type': CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    etag,
    // The player reads pixels and sound of what it plays, from another origin.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  };
  const ifRange = request.headers['if-range'];
  const asked = ifRange === undefined || ifRange === etag ? parseRange(request.headers.range, size) : null;
  if (asked === 'unsatisfiable') return refuse(response, 416, { ...headers, 'content-range': `bytes */${size}` });

  const { start, end } = asked ?? { start: 0, end: size - 1 };
  response.writeHead(asked ? 206 : 200, {
    ...headers,
    'content-length': end - start + 1,
    ...(asked && { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  try {
    await pipeline(handle.createReadStream({ start, end, autoClose: false }), response);
  } catch (error) {
    // A player that seeks drops the old request; `pipeline` has stopped the reading by then.
    if (!response.destroyed) throw error;
  }
}
