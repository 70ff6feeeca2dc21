import { KERNELS_BASE64, type KernelExports } from './kernels.generated.ts';

/**
 * Kernels are the innermost loops of the analysis in WebAssembly with SIMD. Each is a file in `assembly/`, written in
 * AssemblyScript and compiled by `npm run kernels`; its exported functions appear in `KernelExports`. To add one, add a file.
 *
 * A kernel knows no objects: it gets addresses in a memory that belongs to whoever made it, and allocates nothing. It may read,
 * and where its description says so write, a few bytes beyond a buffer, so that it can work on 16 bytes at a time; every
 * buffer has that room.
 */
export interface Kernels {
  readonly run: KernelExports;
  /** Buffers that stay valid as long as the kernels; call before the first kernel runs, not per frame. */
  readonly bytes: (length: number) => KernelBuffer<Uint8Array>;
  readonly shorts: (length: number) => KernelBuffer<Int16Array>;
  readonly unsignedShorts: (length: number) => KernelBuffer<Uint16Array>;
  readonly integers: (length: number) => KernelBuffer<Int32Array>;
  readonly floats: (length: number) => KernelBuffer<Float32Array>;
  readonly doubles: (length: number) => KernelBuffer<Float64Array>;
}

export interface KernelBuffer<View> {
  /** Byte offset into the memory, a multiple of 16. */
  readonly address: number;
  readonly view: View;
}

const PAGE = 65536;
/** Free bytes before the first buffer and after each, for reads and writes beyond its ends. */
const ROOM = 64;

let compiled: WebAssembly.Module | undefined;

/**
 * Kernels with a memory of their own. The module is compiled once per thread; this is cheap.
 *
 * @param capacity bytes for all buffers together, their room (64 bytes each) included.
 */
export function createKernels(capacity: number): Kernels {
  compiled ??= new WebAssembly.Module(Buffer.from(KERNELS_BASE64, 'base64'));
  const pages = Math.ceil((capacity + 2 * ROOM) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const instance = new WebAssembly.Instance(compiled, { env: { memory } });
  let next = ROOM;
  const take = (byteLength: number): number => {
    const address = next;
    next = (address + byteLength + ROOM + 15) & ~15;
    if (next > pages * PAGE) throw new RangeError(`kernel memory of ${capacity} bytes is too small`);
    return address;
  };
  return {
    // The declarations come from the same compiler run as the module.
    run: instance.exports as unknown as KernelExports,
    bytes(length) {
      const address = take(length);
      return { address, view: new Uint8Array(memory.buffer, address, length) };
    },
    shorts(length) {
      const address = take(2 * length);
      return { address, view: new Int16Array(memory.buffer, address, length) };
    },
    unsignedShorts(length) {
      const address = take(2 * length);
      return { address, view: new Uint16Array(memory.buffer, address, length) };
    },
    integers(length) {
      const address = take(4 * length);
      return { address, view: new Int32Array(memory.buffer, address, length) };
    },
    floats(length) {
      const address = take(4 * length);
      return { address, view: new Float32Array(memory.buffer, address, length) };
    },
    doubles(length) {
      const address = take(8 * length);
      return { address, view: new Float64Array(memory.buffer, address, length) };
    },
  };
}
