import { rm } from 'node:fs/promises';
import type { TimeSpan } from '../../../src/core/time.ts';
import { bytesAsSamples, runFfmpegTool, samplesAsBytes } from '../../fixtures/ffmpegTool.ts';

/**
 * A fault of the bench: a known degradation that is put into clean footage at a known time, in five strengths. Each file of
 * this folder that is named after an operator exports one; adding a fault is adding a file.
 */
export interface Fault {
  /** Id of the operator that must find it. */
  readonly operator: string;
  /** The fault in a few words: `Gaussian blur that comes and goes between two frames`. */
  readonly title: string;
  /** What each strength is, weakest first, in words: `σ 2 px`. */
  readonly strengths: readonly [string, string, string, string, string];
  /**
   * Put only into clips that have it. `pauses`: into every clean clip whose sound rests for long enough, whatever the operator says of
   * it without the fault. `faces` are looked for in all clips then, and only those of a face carry the fault.
   */
  readonly needs?: 'sound' | 'pauses' | 'faces';
  /** Seconds that the fault lasts, for all strengths or for each; 1.2 when left out. Shortened to 45 % of a short clip. */
  readonly seconds?: number | readonly [number, number, number, number, number];
  /** The fault has no span: it lasts the whole clip. */
  readonly whole?: true;
  /** Clips that are of no use here, with the reason: they truly have the fault, or cannot show it. */
  readonly excluded?: Readonly<Record<string, string>>;
  /** For a proxy, which has no threshold to say so: which values are worse. `above` when left out. */
  readonly worse?: 'above' | 'below';
  /** Writes `source` with the fault during `span` to `target` (a `.mov`), the same bytes every time. */
  inject(source: CleanClip, strength: Strength, span: TimeSpan, target: string): Promise<void>;
}

export type Strength = 1 | 2 | 3 | 4 | 5;
export const STRENGTHS: readonly Strength[] = [1, 2, 3, 4, 5];

/** A short clip without faults: H.264 4:2:0 at a constant frame rate, at most 640 px wide, sound (if any) 48 kHz PCM. */
export interface CleanClip {
  readonly name: string;
  readonly path: string;
  /** Seconds. */
  readonly duration: number;
  /** Pixels, even. */
  readonly width: number;
  readonly height: number;
  /** Clip times in seconds. */
  readonly frameTimes: readonly number[];
  /** As ffmpeg writes it: `30000/1001`. */
  readonly frameRate: string;
  /** `null` without sound. */
  readonly channels: number | null;
}

/** What a fault is to be made of. */
export interface Injection {
  readonly source: CleanClip;
  readonly strength: Strength;
  readonly span: TimeSpan;
}

type Inject = Fault['inject'];

/** Nearly lossless, so that the codec adds no fault of its own; one thread, so that the bytes are the same everywhere. */
export const X264 = ['-c:v', 'libx264', '-preset', 'superfast', '-crf', '12', '-bf', '0', '-pix_fmt', 'yuv420p', '-threads', '1'];
export const PCM = ['-c:a', 'pcm_s16le'];
export const SAMPLE_RATE = 48000;

/** The value that belongs to a strength. */
export function byStrength<T>(strength: Strength, values: readonly [T, T, T, T, T]): T {
  return values[strength - 1] as T; // a tuple of five, counted from 1
}

/** An ffmpeg expression of `t` that holds for the frames of `span` and no others, whatever their times are rounded to. */
export function during({ source, span }: Injection): string {
  const margin = source.duration / source.frameTimes.length / 4;
  return `gte(t,${(span.start - margin).toFixed(6)})*lt(t,${(span.end - margin).toFixed(6)})`;
}

/**
 * A fault of the picture made by a chain of ffmpeg filters that give one frame for each frame (`gblur=sigma=3`). The chain sees
 * the whole clip; what it makes is shown during the span only.
 */
export function videoFilter(chain: (injection: Injection) => string): Inject {
  return videoGraph(
    (injection) => `split[clean][spoilt];[spoilt]${chain(injection)}[bad];[clean][bad]overlay=enable='${during(injection)}'`,
  );
}

/** A fault of the picture made by a whole graph of ffmpeg filters, from one input to one output, that minds the span itself. */
export function videoGraph(graph: (injection: Injection) => string): Inject {
  return async (source, strength, span, target) => {
    const picture = `[0:v]${graph({ source, strength, span })},format=yuv420p[out]`;
    const sound = source.channels === null ? [] : ['-map', '0:a', '-c:a', 'copy'];
    await runFfmpegTool(['-i', source.path, '-filter_complex', picture, '-map', '[out]', ...sound, ...X264, target]);
  };
}

/** A fault of the sound made by a chain of ffmpeg filters; what it makes is heard during the span only, exact to the sample. */
export function soundFilter(chain: (injection: Injection) => string): Inject {
  return async (source, strength, span, target) => {
    const start = `${span.start.toFixed(6)}`;
    const end = `${span.end.toFixed(6)}`;
    const piece = (input: string, trim: string, output: string) => `[${input}]atrim=${trim},asetpts=PTS-STARTPTS[${output}]`;
    const pieces = [
      { from: 'clean1', trim: `end=${start}`, there: span.start > 0 },
      { from: 'bad', trim: `start=${start}:end=${end}`, there: true },
      { from: 'clean2', trim: `start=${end}`, there: span.end < source.duration - 1e-3 },
    ].map((part, index) => ({ ...part, to: `p${index}` }));
    const kept = pieces.filter(({ there }) => there);
    const graph = [
      '[0:a]asplit=3[clean1][clean2][spoilt]',
      `[spoilt]${chain({ source, strength, span })}[bad]`,
      ...pieces.map(({ from, trim, to, there }) => (there ? piece(from, trim, to) : `[${from}]anullsink`)),
      `${kept.map(({ to }) => `[${to}]`).join('')}concat=n=${kept.length}:v=0:a=1[out]`,
    ].join(';');
    const picture = ['-map', '0:v', '-c:v', 'copy'];
    await runFfmpegTool(['-i', source.path, '-filter_complex', graph, ...picture, '-map', '[out]', ...PCM, target]);
  };
}

/** One picture, planar 4:2:0, limited range (16…235); the planes may be written to. */
export interface PlanarFrame {
  readonly width: number;
  readonly height: number;
  readonly luma: Uint8Array;
  /** Half as wide and half as high. */
  readonly blue: Uint8Array;
  readonly red: Uint8Array;
}

export interface FrameMoment {
  readonly index: number;
  /** Seconds. */
  readonly time: number;
  /** Whether the frame lies in the span of the fault. */
  readonly inside: boolean;
}

/**
 * A fault of the picture that is computed frame by frame. `begin` is called once a clip and returns what is called with every
 * frame in turn, so that a fault may remember earlier ones; it writes into the frames that are `inside`.
 */
export function frameFilter(begin: (injection: Injection) => (frame: PlanarFrame, moment: FrameMoment) => void): Inject {
  return async (source, strength, span, target) => {
    const { width, height, frameTimes } = source;
    const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p'];
    const { stdout } = await runFfmpegTool(['-i', source.path, '-map', '0:v', '-fps_mode', 'passthrough', ...raw, '-']);
    const pixels = width * height;
    const change = begin({ source, strength, span });
    function* frames(): Generator<Uint8Array> {
      for (const [index, time] of frameTimes.entries()) {
        const bytes = stdout.subarray((index * pixels * 3) / 2, ((index + 1) * pixels * 3) / 2);
        const luma = bytes.subarray(0, pixels);
        const blue = bytes.subarray(pixels, (pixels * 5) / 4);
        const red = bytes.subarray((pixels * 5) / 4);
        const inside = time >= span.start - 1e-4 && time < span.end - 1e-4;
        change({ width, height, luma, blue, red }, { index, time, inside });
        yield bytes;
      }
    }
    const input = [...raw, '-s', `${width}x${height}`, '-r', source.frameRate, '-i', 'pipe:0'];
    const sound = source.channels === null ? [] : ['-i', source.path, '-map', '0:v', '-map', '1:a', '-c:a', 'copy'];
    await runFfmpegTool([...input, ...sound, ...X264, target], frames());
  };
}

/** All of a clip's sound, interleaved, full scale = ±1, 48 kHz; the samples may be written to. */
export interface Samples {
  readonly interleaved: Float32Array;
  readonly channels: number;
  /** The span of the fault: sample frames `from` ≤ index < `to`. */
  readonly from: number;
  readonly to: number;
}

/** A fault of the sound that is computed sample by sample: `change` writes into the samples. */
export function sampleFilter(change: (samples: Samples, injection: Injection) => void): Inject {
  return async (source, strength, span, target) => {
    const channels = source.channels ?? 1;
    const raw = ['-f', 'f32le', '-ac', String(channels), '-ar', String(SAMPLE_RATE)];
    const { stdout } = await runFfmpegTool(['-i', source.path, '-map', '0:a', ...raw, '-']);
    const interleaved = bytesAsSamples(stdout);
    const total = interleaved.length / channels;
    const at = (seconds: number) => Math.min(total, Math.round(seconds * SAMPLE_RATE));
    change({ interleaved, channels, from: at(span.start), to: at(span.end) }, { source, strength, span });
    const maps = ['-map', '0:v', '-map', '1:a', '-c:v', 'copy'];
    await runFfmpegTool(['-i', source.path, ...raw, '-i', 'pipe:0', ...maps, ...PCM, target], [samplesAsBytes(interleaved)]);
  };
}

/** The luma that `share` (0…1) of the pixels do not exceed. */
export function lumaQuantile(luma: Uint8Array, share: number): number {
  const sorted = luma.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 16;
}

/**
 * A fault of the picture that a poor codec makes: the whole clip goes through `encoding` (ffmpeg's arguments of a Matroska output),
 * and what comes out is shown during the span.
 */
export function codecFilter(encoding: (injection: Injection) => readonly string[]): Inject {
  return async (source, strength, span, target) => {
    const injection = { source, strength, span };
    const poor = `${target}.mkv`;
    try {
      await runFfmpegTool(['-i', source.path, '-an', ...encoding(injection), '-threads', '1', poor]);
      const graph = `[0:v][1:v]overlay=enable='${during(injection)}',format=yuv420p[out]`;
      const sound = source.channels === null ? [] : ['-map', '0:a', '-c:a', 'copy'];
      const inputs = ['-i', source.path, '-r', source.frameRate, '-i', poor];
      await runFfmpegTool([...inputs, '-filter_complex', graph, '-map', '[out]', ...sound, ...X264, target]);
    } finally {
      await rm(poor, { force: true });
    }
  };
}
