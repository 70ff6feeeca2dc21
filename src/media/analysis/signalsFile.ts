import { createHash } from 'node:crypto';
import * as z from 'zod';
import { pictureRegionSchema, timeSpanSchema } from '../../core/measurement.ts';
import { TILE_SERIES, type TileSeries } from '../../core/series/detail.ts';
import { HUE_BINS, PALETTE_BINS, SAMPLED_SERIES, type SampledSeries } from '../../core/series/sampled.ts';
import {
  AUDIO_SERIES,
  type AudioSeries,
  BAND_COUNT,
  BLOCK_SERIES,
  type BlockSeries,
  HUM_SERIES,
  type HumSeries,
} from '../../core/series/sound.ts';
import { FRAME_SERIES, type FrameSeries, type Signals } from '../../core/signals.ts';
import { facesArraysOf, facesHeaderOf, facesHeaderSchema, readFaces } from '../faces/facesFile.ts';

/** Raised when the decode or a feature changes: older cache entries are then ignored. */
export const SIGNALS_VERSION = 7;

/*
 * File: 4 bytes magic · u32 version · u32 length of the header · header (JSON, UTF-8) · arrays in header order, each starting
 * at a multiple of 8 · SHA-256 of everything before. All numbers little-endian.
 */
const MAGIC = 0x47535645; // "EVSG"
const FIXED = 12;
const DIGEST = 32;

const damageSchema = z
  .object({
    stream: z.enum(['picture', 'sound']),
    missingFrames: z.number().int(),
    healedAt: z.number().nullable(),
    message: z.string(),
  })
  .and(timeSpanSchema);

const headerSchema = z.object({
  clip: z.string(),
  duration: z.number(),
  end: z.number(),
  frames: z.number().int().min(0),
  tiles: z.object({ count: z.number().int().min(0), regions: z.array(pictureRegionSchema) }),
  samples: z.number().int().min(0),
  audio: z
    .object({
      channels: z.number().int(),
      hops: z.number().int(),
      waveform: z.number().int(),
      blocks: z.number().int(),
      hum: z.number().int(),
    })
    .nullable(),
  faces: facesHeaderSchema.nullable(),
  boundaries: z.array(
    z
      .object({ kind: z.enum(['cut', 'dissolve', 'fade-black', 'fade-white', 'wipe']), confidence: z.number() })
      .and(timeSpanSchema),
  ),
  damage: z.array(damageSchema),
  decoder: z.object({ version: z.string(), build: z.enum(['native', 'wasm']) }),
  limitations: z.array(z.string()),
  thumbnails: z.object({
    width: z.number().int(),
    height: z.number().int(),
    columns: z.number().int(),
    count: z.number().int(),
    bytes: z.number().int(),
  }),
});

/** Signals as bytes for the cache or for another thread. */
export function encodeSignals(signals: Signals): Uint8Array<ArrayBuffer> {
  const { frames, samples, audio, thumbnails } = signals;
  const header: z.infer<typeof headerSchema> = {
    clip: signals.clip,
    duration: signals.duration,
    end: frames.end,
    frames: frames.times.length,
    tiles: { count: signals.tiles.times.length, regions: [...signals.tiles.regions] },
    samples: samples.frames.length,
    audio: audio && {
      channels: audio.channels,
      hops: audio.series[AUDIO_SERIES[0]].length,
      waveform: audio.waveform.minimum.length,
      blocks: audio.blocks.series[BLOCK_SERIES[0]].length,
      hum: audio.hum[HUM_SERIES[0]].length,
    },
    faces: signals.faces && facesHeaderOf(signals.faces),
    boundaries: [...signals.boundaries],
    damage: [...signals.damage],
    decoder: signals.decoder,
    limitations: [...signals.limitations],
    thumbnails: {
      width: thumbnails.width,
      height: thumbnails.height,
      columns: thumbnails.columns,
      count: thumbnails.times.length,
      bytes: thumbnails.jpeg.length,
    },
  };
  const arrays: (Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array)[] = [
    frames.times,
    ...FRAME_SERIES.map((name) => frames.series[name]),
    signals.tiles.times,
    ...TILE_SERIES.map((name) => signals.tiles.series[name]),
    samples.frames,
    ...SAMPLED_SERIES.map((name) => samples.series[name]),
    samples.palettes,
    samples.hues,
    ...(audio ? arraysOf(audio) : []),
    ...(signals.faces ? facesArraysOf(signals.faces) : []),
    thumbnails.times,
    thumbnails.jpeg,
  ];
  const text = new TextEncoder().encode(JSON.stringify(header));
  let length = aligned(FIXED + text.length);
  for (const array of arrays) length = aligned(length + array.byteLength);
  const bytes = new Uint8Array(length + DIGEST);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, signals.version, true);
  view.setUint32(8, text.length, true);
  bytes.set(text, FIXED);
  let offset = aligned(FIXED + text.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset = aligned(offset + array.byteLength);
  }
  bytes.set(digestOf(bytes.subarray(0, length)), length);
  return bytes;
}

/** In the order in which `readSound` takes them. */
function arraysOf({ series, waveform, blocks, hum }: NonNullable<Signals['audio']>): (Float32Array | Uint8Array)[] {
  return [
    ...AUDIO_SERIES.map((name) => series[name]),
    waveform.minimum,
    waveform.maximum,
    ...BLOCK_SERIES.map((name) => blocks.series[name]),
    blocks.bands,
    ...HUM_SERIES.map((name) => hum[name]),
  ];
}

/** The signals in `bytes`, or `null` when they are of another version, cut short or damaged. */
export function decodeSignals(bytes: Uint8Array): Signals | null {
  if (bytes.length < FIXED + DIGEST) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== SIGNALS_VERSION) return null;
  const content = bytes.subarray(0, bytes.length - DIGEST);
  if (digestOf(content).compare(bytes, bytes.length - DIGEST) !== 0) return null;
  const textEnd = FIXED + view.getUint32(8, true);
  const parsed = headerSchema.safeParse(parseJson(new TextDecoder().decode(content.subarray(FIXED, textEnd))));
  if (!parsed.success) return null;
  return readArrays(parsed.data, content, aligned(textEnd));
}

function readArrays(header: z.infer<typeof headerSchema>, content: Uint8Array, start: number): Signals {
  let offset = start;
  // A copy has its own buffer, so that every array is aligned and can be sent to another thread.
  const take = (byteLength: number): Uint8Array<ArrayBuffer> => {
    const slice = Uint8Array.from(content.subarray(offset, offset + byteLength));
    offset = aligned(offset + byteLength);
    return slice;
  };
  const float32 = (length: number) => new Float32Array(take(4 * length).buffer);
  const float64 = (length: number) => new Float64Array(take(8 * length).buffer);

  const times = float64(header.frames);
  // Both records are built from the list of all their names.
  const series = Object.fromEntries(FRAME_SERIES.map((name) => [name, float32(header.frames)])) as Record<
    FrameSeries,
    Float32Array
  >;
  const tiles = readTiles(header.tiles, float32, float64);
  const samples = {
    frames: new Uint32Array(take(4 * header.samples).buffer),
    series: Object.fromEntries(SAMPLED_SERIES.map((name) => [name, float32(header.samples)])) as Record<
      SampledSeries,
      Float32Array
    >,
    palettes: new Uint16Array(take(2 * header.samples * PALETTE_BINS).buffer),
    hues: new Uint16Array(take(2 * header.samples * HUE_BINS).buffer),
  };
  const audio = header.audio && readSound(header.audio, float32, take);
  const faces = header.faces && readFaces(header.faces, { float64, float32 });
  const { width, height, columns, count, bytes } = header.thumbnails;
  return {
    version: SIGNALS_VERSION,
    clip: header.clip,
    duration: header.duration,
    frames: { times, end: header.end, series },
    tiles,
    samples,
    audio,
    faces,
    boundaries: header.boundaries,
    damage: header.damage,
    decoder: header.decoder,
    limitations: header.limitations,
    thumbnails: { times: float64(count), width, height, columns, jpeg: take(bytes) },
  };
}

function readTiles(
  { count, regions }: z.infer<typeof headerSchema>['tiles'],
  float32: (length: number) => Float32Array,
  float64: (length: number) => Float64Array,
): Signals['tiles'] {
  const times = float64(count);
  // Built from the list of all names.
  const series = Object.fromEntries(TILE_SERIES.map((name) => [name, float32(count * regions.length)])) as Record<
    TileSeries,
    Float32Array
  >;
  return { times, regions, series };
}

function readSound(
  { channels, hops, waveform, blocks, hum }: NonNullable<z.infer<typeof headerSchema>['audio']>,
  float32: (length: number) => Float32Array,
  bytes: (length: number) => Uint8Array,
): Signals['audio'] {
  // Each record is built from the list of all its names.
  const series = Object.fromEntries(AUDIO_SERIES.map((name) => [name, float32(hops)])) as Record<AudioSeries, Float32Array>;
  const waves = { minimum: float32(waveform), maximum: float32(waveform) };
  const blockSeries = Object.fromEntries(BLOCK_SERIES.map((name) => [name, float32(blocks)])) as Record<
    BlockSeries,
    Float32Array
  >;
  const bands = bytes(blocks * BAND_COUNT);
  const hums = Object.fromEntries(HUM_SERIES.map((name) => [name, float32(hum)])) as Record<HumSeries, Float32Array>;
  return { channels, series, waveform: waves, blocks: { series: blockSeries, bands }, hum: hums };
}

function aligned(offset: number): number {
  return (offset + 7) & ~7;
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
