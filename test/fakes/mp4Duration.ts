/** Seconds that an MP4 says it lasts, by its movie header; `null` for anything else. */
export function mp4Duration(bytes: Uint8Array): number | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = buffer.indexOf('mvhd');
  if (at < 0 || at + 36 > buffer.length) return null;
  const long = buffer[at + 4] === 1;
  const timescale = buffer.readUInt32BE(at + (long ? 24 : 16));
  const duration = long ? Number(buffer.readBigUInt64BE(at + 28)) : buffer.readUInt32BE(at + 20);
  return timescale > 0 ? duration / timescale : null;
}
