import { type FileHandle, open } from 'node:fs/promises';

/** What the outermost structure of a file says, read from a few headers without a decoder. */
export interface ContainerFacts {
  /** `null` for anything that is none of these. */
  readonly family: 'iso' | 'matroska' | 'avi' | 'gif' | 'webp' | null;
  /** `false` when the index that any reading needs (the `moov` box) is not there. */
  readonly hasIndex: boolean;
  /**
   * Bytes that the structure promises beyond the end of the file; 0 for a whole file or where no size is written, 1 for a
   * GIF that does not end, however much of it is missing.
   */
  readonly missingBytes: number;
  /** Matroska document type, `webm` or `matroska`, or `null`. */
  readonly docType: string | null;
  /** True for a WebP without animation. */
  readonly still: boolean;
}

const UNKNOWN: ContainerFacts = { family: null, hasIndex: false, missingBytes: 0, docType: null, still: false };
const ISO_BOXES = new Set([
  'ftyp',
  'moov',
  'mdat',
  'free',
  'skip',
  'wide',
  'pnot',
  'styp',
  'sidx',
  'moof',
  'mfra',
  'uuid',
  'meta',
  'udta',
]);
/** More boxes than a day of one-second fragments has; a file made to be walked for ever ends here. */
const MAXIMUM_BOXES = 300_000;

/** Reads the outer structure of the file at `path`: ISO media (mp4, mov), Matroska (mkv, webm), AVI, GIF or WebP. */
export async function inspectContainer(path: string): Promise<ContainerFacts> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await readAt(file, 0, 4096);
    const riff = head.length >= 12 && head.toString('latin1', 0, 4) === 'RIFF' ? head.toString('latin1', 8, 12) : null;
    if (riff === 'AVI ') return { ...UNKNOWN, family: 'avi', hasIndex: true, missingBytes: await missingOfRiff(file, size) };
    if (riff === 'WEBP') {
      const missingBytes = Math.max(0, 8 + head.readUInt32LE(4) - size);
      return { ...UNKNOWN, family: 'webp', hasIndex: true, missingBytes, still: !isAnimatedWebp(head) };
    }
    if (/^GIF8[79]a$/.test(head.toString('latin1', 0, 6))) {
      return { ...UNKNOWN, family: 'gif', hasIndex: true, missingBytes: (await endsGif(file, size)) ? 0 : 1 };
    }
    if (head.length >= 5 && head.readUInt32BE(0) === 0x1a45dfa3) return inspectMatroska(head, size);
    return await inspectIso(file, size);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** ISO/IEC 14496-12 §4.2: boxes of 32-bit size and type; size 1 means a 64-bit size follows, 0 means to the end of the file. */
async function inspectIso(file: FileHandle, fileSize: number): Promise<ContainerFacts> {
  const types = new Set<string>();
  let missingBytes = 0;
  let position = 0;
  for (let count = 0; count < MAXIMUM_BOXES && position + 8 <= fileSize; count++) {
    const header = await readAt(file, position, 16);
    const type = header.toString('latin1', 4, 8);
    if (header.length < 8 || !ISO_BOXES.has(type)) break;
    types.add(type);
    const short = header.readUInt32BE(0);
    if (short === 0) break;
    const size = short === 1 && header.length === 16 ? Number(header.readBigUInt64BE(8)) : short;
    if (size < 8) break;
    position += size;
    missingBytes = Math.max(0, position - fileSize);
  }
  // A picture file (HEIF) has its index in `meta` and is no clip.
  if (types.size === 0 || (types.has('meta') && !types.has('moov'))) return UNKNOWN;
  return { family: 'iso', hasIndex: types.has('moov'), missingBytes, docType: null, still: false };
}

/** RFC 8794: an EBML header with the document type, then the segment with its size, which is all ones when not known. */
function inspectMatroska(head: Buffer, fileSize: number): ContainerFacts {
  const header = readVint(head, 4);
  if (!header) return UNKNOWN;
  const end = header.next + header.value;
  const docTypeAt = head.subarray(0, end).indexOf(Buffer.from([0x42, 0x82]));
  const length = docTypeAt < 0 ? null : readVint(head, docTypeAt + 2);
  const docType = length ? head.toString('latin1', length.next, length.next + length.value).replace(/\0+$/, '') : null;
  const segmentFollows = head.length >= end + 5 && head.readUInt32BE(end) === 0x18538067;
  const segment = segmentFollows ? readVint(head, end + 4) : null;
  const missingBytes = segment && !segment.unknown ? Math.max(0, segment.next + segment.value - fileSize) : 0;
  return { family: 'matroska', hasIndex: true, missingBytes, docType, still: false };
}

function readVint(bytes: Buffer, at: number): { value: number; next: number; unknown: boolean } | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = first & (0xff >> length);
  let unknown = value === 0xff >> length;
  for (let i = 1; i < length; i++) {
    const byte = bytes[at + i] ?? 0;
    unknown &&= byte === 0xff;
    value = value * 256 + byte;
  }
  return { value, next: at + length, unknown };
}

/** The animation flag of the `VP8X` chunk that begins every extended WebP (RFC 9649 §2.7). */
function isAnimatedWebp(head: Buffer): boolean {
  return head.length > 20 && head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 2) !== 0;
}

/**
 * GIF89a §27: the trailer 0x3B follows the empty block that ends the last picture. Nothing says how long a GIF is, so bytes
 * that someone appended to it must be looked through.
 */
async function endsGif(file: FileHandle, fileSize: number): Promise<boolean> {
  const length = Math.min(fileSize, 1024);
  const tail = await readAt(file, fileSize - length, length);
  return tail.includes(Buffer.from([0x00, 0x3b]));
}

/** RIFF chunks one after another: `AVI ` and, in large files, `AVIX`. An unwritten size is 0. */
async function missingOfRiff(file: FileHandle, fileSize: number): Promise<number> {
  let position = 0;
  for (let count = 0; count < MAXIMUM_BOXES && position + 12 <= fileSize; count++) {
    const header = await readAt(file, position, 12);
    const size = header.length === 12 && header.toString('latin1', 0, 4) === 'RIFF' ? header.readUInt32LE(4) : 0;
    if (size === 0) return 0;
    // The padding byte of an odd chunk may be left out at the end of the file.
    if (position + 8 + size > fileSize) return position + 8 + size - fileSize;
    position += 8 + size + (size % 2);
  }
  return 0;
}
