import { fstatSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Runs one ffmpeg or ffprobe of @ffmpeg/core and ends. Stands alone: it is a file of its own in the built extension.
 */

export interface WasmWorkerData {
  readonly module: WebAssembly.Module;
  /** Absolute path of the UMD glue code. */
  readonly glue: string;
  readonly program: 'ffmpeg' | 'ffprobe';
  readonly args: readonly string[];
  /** How many output pipes there are. */
  readonly pipes: number;
  /** Bytes sent and not yet consumed, shared with the consumer. */
  readonly waiting: Int32Array;
  /** Pause while more than this many bytes wait. */
  readonly window: number;
}

export type FromWasmWorker =
  | { readonly type: 'data'; readonly pipe: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'stderr'; readonly text: string }
  | { readonly type: 'end'; readonly status: number };

/** The parts of Emscripten's file system that are used: files whose bytes live elsewhere, and character devices. */
interface FileNode {
  usedBytes: number;
  stream_ops: object;
}
interface Stream {
  node: FileNode;
}
interface FileSystem {
  mkdir(path: string): void;
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): FileNode;
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: object): void;
  mkdev(path: string, mode: number, device: number): void;
}
interface Core {
  readonly FS: FileSystem;
  exec(...args: string[]): number;
  _ffprobe(count: number, pointer: number): number;
  stringsToPtr(texts: string[]): number;
  setLogger(logger: (line: { type: 'stdout' | 'stderr'; message: string }) => void): void;
}

async function loadCore(data: WasmWorkerData): Promise<Core> {
  // The glue code takes itself to be in a browser's worker and looks for its own address.
  Object.assign(globalThis, { self: globalThis, document: { currentScript: { src: '/' } }, location: { href: 'file:///' } });
  const create: (options: object) => Promise<Core> = createRequire(import.meta.url)(data.glue);
  return create({
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      void WebAssembly.instantiate(data.module, imports).then(done);
      return {};
    },
  });
}

function post(message: FromWasmWorker, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

function send(data: WasmWorkerData, pipe: number, bytes: Uint8Array<ArrayBuffer>): void {
  const { waiting, window } = data;
  Atomics.add(waiting, 0, bytes.length);
  post({ type: 'data', pipe, bytes }, [bytes.buffer]);
  for (let sum = Atomics.load(waiting, 0); sum > window; sum = Atomics.load(waiting, 0)) Atomics.wait(waiting, 0, sum);
}

function makePipes(core: Core, data: WasmWorkerData): void {
  core.FS.mkdir('/pipes');
  for (let pipe = 0; pipe < data.pipes; pipe++) {
    const device = core.FS.makedev(90, pipe);
    core.FS.registerDevice(device, {
      write: (_stream: Stream, memory: Int8Array, offset: number, length: number) => {
        // A copy: the program goes on using its memory.
        send(data, pipe, new Uint8Array(memory.slice(offset, offset + length).buffer));
        return length;
      },
    });
    core.FS.mkdev(`/pipes/${pipe}`, 0o666, device);
  }
}

/** Shows a file of this machine under a plain name inside, read in place, and returns that name as an argument. */
function mount(core: Core, number: number, path: string, descriptor: number): string {
  const extension = extname(path);
  const name = `${number}${/^\.\w+$/.test(extension) ? extension : ''}`;
  const node = core.FS.createFile('/files', name, {}, true, false);
  node.usedBytes = fstatSync(descriptor).size;
  node.stream_ops = {
    ...node.stream_ops,
    read: (_stream: Stream, memory: Int8Array, offset: number, length: number, position: number) =>
      readSync(descriptor, memory, offset, length, position),
  };
  return `file:/files/${name}`;
}

/** The arguments with every input file replaced by its name inside. One that cannot be opened stays: ffmpeg says so itself. */
async function mountInputs(core: Core, handles: FileHandle[], args: readonly string[]): Promise<string[]> {
  core.FS.mkdir('/files');
  const inside: string[] = [];
  for (const [index, argument] of args.entries()) {
    const path = args[index - 1] === '-i' ? /^file:(.+)$/s.exec(argument)?.[1] : undefined;
    const handle = path === undefined ? null : await open(path, 'r').catch(() => null);
    if (handle) handles.push(handle);
    inside.push(path !== undefined && handle ? mount(core, index, path, handle.fd) : argument);
  }
  return inside;
}

function execute(core: Core, program: WasmWorkerData['program'], args: string[]): number {
  if (program === 'ffmpeg') return core.exec(...args);
  const all = ['ffprobe', ...args];
  return core._ffprobe(all.length, core.stringsToPtr(all));
}

async function main(data: WasmWorkerData): Promise<void> {
  const core = await loadCore(data);
  core.setLogger(({ type, message }) => {
    if (type === 'stdout' && data.pipes > 0) send(data, 0, new TextEncoder().encode(`${message}\n`));
    // How the program leaves when it is done, and no message of its own.
    else if (message !== 'Aborted()') post({ type: 'stderr', text: `${message}\n` });
  });
  const handles: FileHandle[] = [];
  makePipes(core, data);
  const status = execute(core, data.program, await mountInputs(core, handles, data.args));
  for (const handle of handles) await handle.close();
  post({ type: 'end', status });
}

await main(workerData);
