import { existsSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { EvalVerseError } from '../../core/errors.ts';
import { keepTail } from './lines.ts';
import { exitError } from './process.ts';
import type { FromWasmWorker, WasmWorkerData } from './wasmWorker.ts';

/**
 * The route through @ffmpeg/core: ffmpeg 5.1 compiled to WebAssembly, for machines without ffmpeg. Each job gets a fresh
 * instance in a worker of its own, since the program keeps state between runs, and ending the worker is the only sure abort.
 */

const GLUE = 'dist/umd/ffmpeg-core.js';
const BINARY = 'dist/umd/ffmpeg-core.wasm';
/** Output bytes that may wait for the consumer before the worker pauses. */
const WINDOW = 16 * 1024 * 1024;
const STDERR_TAIL = 8192;

/** Compiled once per process, by package folder; workers share the machine code. */
const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** The package folder of @ffmpeg/core: the first of `folders` that is it or holds it, or `null`. */
export async function findWasmCore(folders: readonly string[]): Promise<string | null> {
  const candidates = folders.flatMap((folder) => [
    folder,
    join(folder, '@ffmpeg/core'),
    join(folder, 'node_modules/@ffmpeg/core'),
  ]);
  for (const candidate of candidates) {
    const files = [GLUE, BINARY].map((file) => access(join(candidate, file)));
    if ((await Promise.allSettled(files)).every(({ status }) => status === 'fulfilled')) return candidate;
  }
  return null;
}

/** The name under which the program in the worker finds output `index`. */
export function wasmTarget(index: number): string {
  return `file:/pipes/${index}`;
}

export interface WasmRequest {
  readonly program: 'ffmpeg' | 'ffprobe';
  readonly args: readonly string[];
  /** One reader per `wasmTarget`; the first also gets what the program prints on standard output. */
  readonly readers: readonly ((chunk: Uint8Array) => void)[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs ffmpeg or ffprobe of the core in `packageFolder`. Inputs named `file:<absolute path>` are files of this
 * machine, read in place and never loaded whole. Output goes to the readers only: a file written inside would be lost.
 *
 * @returns the end of what it printed on standard error.
 * @throws like `runProcess`.
 */
export async function runWasm(packageFolder: string, request: WasmRequest): Promise<string> {
  const { program, args, readers, signal } = request;
  signal?.throwIfAborted();
  const module = await compile(packageFolder);
  signal?.throwIfAborted();
  const waiting = new Int32Array(new SharedArrayBuffer(4));
  const glue = join(packageFolder, GLUE);
  const workerData: WasmWorkerData = {
    module,
    glue,
    program,
    args: avoidFaults(args),
    pipes: readers.length,
    waiting,
    window: WINDOW,
  };
  const worker = new Worker(workerFile(), { workerData });
  const stderr = keepTail(STDERR_TAIL);
  let onAbort = (): void => {};
  try {
    const status = await new Promise<number>((resolve, reject) => {
      let over = false;
      const fail = (error: unknown): void => {
        over = true;
        reject(error);
      };
      onAbort = () => fail(signal?.reason);
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.once('error', (error) => fail(crash(error)));
      worker.once('exit', (code) => fail(crash(`worker exit ${code}`)));
      // Only our own worker posts here.
      worker.on('message', (message: FromWasmWorker) => {
        if (over) return;
        if (message.type === 'end') return resolve(message.status);
        if (message.type === 'stderr') return stderr.push(message.text);
        try {
          readers[message.pipe]?.(message.bytes);
        } catch (error) {
          return fail(error);
        }
        Atomics.sub(waiting, 0, message.bytes.length);
        Atomics.notify(waiting, 0);
      });
    });
    if (status !== 0) throw exitError(`${program} (WebAssembly)`, status, stderr.text());
    return stderr.text();
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}

function compile(packageFolder: string): Promise<WebAssembly.Module> {
  let module = compiled.get(packageFolder);
  if (!module) {
    module = readFile(join(packageFolder, BINARY)).then((bytes) => WebAssembly.compile(bytes));
    compiled.set(packageFolder, module);
    module.catch(() => compiled.delete(packageFolder));
  }
  return module;
}

/**
 * The JPEG encoder's search for the best Huffman tables writes past its memory in this build (a sheet of 640x272 is enough);
 * with the standard tables the picture is the same and a little larger.
 */
function avoidFaults(args: readonly string[]): string[] {
  return args.flatMap((argument, index) =>
    argument === 'mjpeg' && args[index - 1] === '-c:v' ? [argument, '-huffman', 'default'] : [argument],
  );
}

/** The worker beside this source, or in the built folder that this bundle or its chunk is part of. */
function workerFile(): URL {
  const candidates = ['./wasmWorker.ts', './ffmpegWasmWorker.js', '../ffmpegWasmWorker.js'].map(
    (name) => new URL(name, import.meta.url),
  );
  const found = candidates.find((url) => existsSync(fileURLToPath(url)));
  if (!found)
    throw new EvalVerseError(
      'ffmpeg/unusable',
      'This build of EvalVerse lacks ffmpegWasmWorker.js: install ffmpeg, or EvalVerse again.',
    );
  return found;
}

function crash(cause: unknown): EvalVerseError {
  const sentence = 'The WebAssembly build of ffmpeg broke down on this file: install ffmpeg, which is also faster.';
  return new EvalVerseError('ffmpeg/failed', sentence, { cause });
}
