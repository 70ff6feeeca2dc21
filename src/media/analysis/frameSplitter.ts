/**
 * Cuts a byte stream into frames of `size` bytes. `onFrame` gets a view that is only valid during the call.
 * Bytes left over at the end belong to a frame that was never completed, and are dropped.
 */
export function createFrameSplitter(size: number, onFrame: (frame: Uint8Array) => void): (chunk: Uint8Array) => void {
  const partial = new Uint8Array(size);
  let filled = 0;
  return (received) => {
    // Frames are always plain arrays: code that also meets Buffers runs slower for both.
    const chunk = new Uint8Array(received.buffer, received.byteOffset, received.byteLength);
    let offset = 0;
    while (offset < chunk.length) {
      if (filled === 0 && chunk.length - offset >= size) {
        onFrame(chunk.subarray(offset, offset + size));
        offset += size;
        continue;
      }
      const taken = Math.min(size - filled, chunk.length - offset);
      partial.set(chunk.subarray(offset, offset + taken), filled);
      filled += taken;
      offset += taken;
      if (filled === size) {
        filled = 0;
        onFrame(partial);
      }
    }
  };
}
