import { stat } from 'node:fs/promises';
import type { Clip } from '../../core/clip.ts';
import { EvalVerseError, isAbort } from '../../core/errors.ts';
import { type Signals, type StreamDamage, shotsOf } from '../../core/signals.ts';
import { formatTime } from '../../core/time.ts';
import { type FaceAnalysis, startFaceAnalysis } from '../faces/faceAnalysis.ts';
import type { FacePack } from '../faces/pack.ts';
import { loadComposer } from '../ffmpeg/compose.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { createAudioExtractor } from './audioExtractor.ts';
import { scanDamage } from './damageScan.ts';
import { DECODE_OUTPUTS, type DecodePlan, decodeCommand, planDecode } from './decodeGraph.ts';
import { createDetailExtractor } from './detailExtractor.ts';
import { ANALYSIS_SAMPLE_RATE, type AudioExtractor } from './extractor.ts';
import { createFrameExtractor } from './frameExtractor.ts';
import { createFrameSplitter } from './frameSplitter.ts';
import { createFrameTimeReader } from './frameTimes.ts';
import { createShotDetector } from './shots.ts';
import { SIGNALS_VERSION } from './signalsFile.ts';
import { createTileExtractor } from './tileExtractor.ts';

/** Progress is told in steps of this share of the clip. */
const PROGRESS_STEP = 0.005;
/** What ffmpeg says on standard error about its own outputs, when a clip gives two frames one time. */
const ABOUT_OUTPUTS = /non monotonically increasing dts to muxer|Last message repeated/;
/** With fewer than this share of its frames decoded, there is too little left of a clip to judge it. */
const LEAST_DECODED = 0.5;

/**
 * Decodes a clip once and extracts everything the operators read. Streams: what stays in memory is a few numbers per frame
 * and per 10 ms of sound. Runs in the calling thread.
 *
 * @param options.onProgress 0…1 by frames, rising.
 * @param options.faces what to look for faces with; without it they are not looked for.
 * @throws the signal's reason on abort; `EvalVerseError` `clip/not-found` or `clip/changed` when the file went away or was
 *   rewritten meanwhile, `clip/no-frames` or `clip/truncated` when (much of) it cannot be decoded, and what the runner throws.
 */
export async function analyseClip(
  location: FfmpegLocation,
  clip: Clip,
  options: AnalysisOptions & { readonly faces?: FacePack | null },
): Promise<Signals> {
  const { faces, ...rest } = options;
  const plan = planDecode(clip, location.filters, !!faces);
  const looking = faces && plan.faces ? startFaceAnalysis(faces, plan.faces, rest.signal) : null;
  try {
    return await extractSignals(location, clip, plan, { ...rest, looking });
  } finally {
    await looking?.stop();
  }
}

interface AnalysisOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

async function extractSignals(
  location: FfmpegLocation,
  clip: Clip,
  plan: DecodePlan,
  options: AnalysisOptions & { readonly looking: FaceAnalysis | null },
): Promise<Signals> {
  const { signal, onProgress, looking } = options;
  const compose = await loadComposer();
  const frames = createFrameExtractor(plan.small, clip.video.frameRate.numerator / clip.video.frameRate.denominator);
  const detail = createDetailExtractor(plan.detail, plan.tileRange);
  const tiles = createTileExtractor(plan.tiles.grid, plan.tileRange);
  const shots = createShotDetector(clip.frames.times.length / clip.frames.end);
  let told = 0;
  let seen = 0;
  // ffmpeg's own progress is silent until every output has begun, and the sheet of thumbnails begins when all else is over.
  const tell = () => {
    const reached = Math.min(1, ++seen / clip.frames.times.length);
    if (reached < told + PROGRESS_STEP) return;
    told = reached;
    onProgress?.(reached);
  };
  const resized: number[] = [];
  const times = createFrameTimeReader((time, anew) => {
    if (anew) resized.push(time);
    plan.thumbnails.see(time, anew);
    plan.tiles.see(time, anew);
  });
  const sheet: Uint8Array[] = [];
  const smallBytes = plan.small.width * plan.small.height;
  const outputs = [
    {
      name: DECODE_OUTPUTS.small,
      onData: createFrameSplitter(smallBytes + smallBytes / 2, (frame) => {
        shots.push(frames.push(frame));
        tell();
      }),
    },
    { name: DECODE_OUTPUTS.detail, onData: createFrameSplitter(detail.frameBytes, detail.push) },
    { name: DECODE_OUTPUTS.sampled, onData: createFrameSplitter(tiles.frameBytes, tiles.push) },
    { name: DECODE_OUTPUTS.times, onData: times.push },
    { name: DECODE_OUTPUTS.thumbnails, onData: (chunk: Uint8Array) => sheet.push(Uint8Array.from(chunk)) },
  ];
  if (looking && plan.faces) {
    const onData = createFrameSplitter(plan.faces.width * plan.faces.height * 3, looking.push);
    outputs.push({ name: DECODE_OUTPUTS.faces, onData });
  }
  let sound: AudioExtractor | null = null;
  if (clip.audio && plan.channels > 0) {
    sound = createAudioExtractor({ channels: plan.channels, layout: clip.audio.layout, sampleRate: ANALYSIS_SAMPLE_RATE });
    outputs.push({ name: DECODE_OUTPUTS.sound, onData: createSampleReader(plan.channels, sound) });
  }

  let complaints = '';
  try {
    const { stderr } = await runFfmpeg(location, {
      program: 'ffmpeg',
      args: (target) => compose(decodeCommand(clip, plan, target)),
      outputs,
      ...(signal && { signal }),
    });
    complaints = complaintsIn(stderr);
  } catch (error) {
    if (!isAbort(error) && !signal?.aborted) await checkFile(clip, error);
    throw error;
  }
  await checkFile(clip);

  const { series: small, samples } = frames.finish();
  const series = { ...small, ...detail.finish() };
  const frameTimes = times.finish(clip.frames);
  checkFrames(clip, frameTimes, { small: series.change.length, detail: series.noise.length, resized });
  const limitations = [...plan.treatment.limitations, ...aboutSizes(resized)];
  let damage: StreamDamage[] = [];
  if (complaints !== '') {
    const found = await scanDamage(location, clip, frameTimes, signal ? { signal } : {});
    if (!found)
      limitations.push(`Some data of this clip is damaged, but this ffmpeg cannot tell where: ${firstLine(complaints)}.`);
    damage = found ?? [];
  }
  const boundaries = shots.finish(frameTimes);
  const step = plan.faces?.step ?? 1;
  const facesTimes = frameTimes.filter((_, frame) => frame % step === 0);
  const faces = (await looking?.finish(facesTimes, shotsOf(boundaries, clip.duration))) ?? null;
  onProgress?.(1);
  return {
    version: SIGNALS_VERSION,
    clip: clip.hash,
    duration: clip.duration,
    frames: { times: frameTimes, end: Math.max(clip.frames.end, frameTimes.at(-1) ?? 0), series },
    samples,
    tiles: plan.tiles.finish(frameTimes, tiles.finish()),
    audio: sound?.finish() ?? null,
    faces,
    boundaries,
    damage,
    decoder: { version: location.version, build: location.kind },
    limitations,
    thumbnails: plan.thumbnails.finish(concatenate(sheet), frameTimes),
  };
}

/** Little-endian 32-bit samples out of arbitrary chunks, in whole sample frames. */
function createSampleReader(channels: number, sound: AudioExtractor): (chunk: Uint8Array) => void {
  const block = 1024 * channels;
  let used = 0;
  const bytes = new Uint8Array(block * 4);
  const samples = new Float32Array(bytes.buffer);
  return (chunk) => {
    let offset = 0;
    while (offset < chunk.length) {
      const taken = Math.min(bytes.length - used, chunk.length - offset);
      bytes.set(chunk.subarray(offset, offset + taken), used);
      used += taken;
      offset += taken;
      const whole = used - (used % (4 * channels));
      sound.push(samples.subarray(0, whole / 4));
      bytes.copyWithin(0, whole, used);
      used -= whole;
    }
  };
}

async function checkFile(clip: Clip, cause?: unknown): Promise<void> {
  const found = await stat(clip.path).catch(() => null);
  if (!found) {
    throw new EvalVerseError('clip/not-found', 'The clip was moved or deleted while it was being analysed.', { cause });
  }
  if (found.size !== clip.size) {
    throw new EvalVerseError('clip/changed', 'The clip changed while it was being analysed; evaluate it again.', { cause });
  }
}

/** What a change of the picture's size means, at these clip times. */
function aboutSizes([first, ...more]: readonly number[]): string[] {
  if (first === undefined) return [];
  const places = more.length === 0 ? formatTime(first) : `${formatTime(first)} and ${more.length} more times`;
  return [
    `The picture changes its size or format at ${places}: fine detail before and after is not comparable, and thumbnails end there.`,
  ];
}

function checkFrames(
  clip: Clip,
  times: Float64Array,
  { small, detail, resized }: { readonly small: number; readonly detail: number; readonly resized: readonly number[] },
): void {
  if (small === 0) throw new EvalVerseError('clip/no-frames', 'No picture of this clip could be decoded.');
  if (resized[0] !== undefined && small < times.length) {
    const sentence = `The picture changes its size or format at ${formatTime(resized[0])}, which this ffmpeg does not follow: convert the clip to one, or install another version.`;
    throw new EvalVerseError('ffmpeg/failed', sentence);
  }
  if (small !== detail || small !== times.length) {
    throw new EvalVerseError('internal', `The decoder delivered ${small}, ${detail} and ${times.length} frames of one clip.`);
  }
  const expected = clip.frames.times.length;
  if (small < LEAST_DECODED * expected) {
    throw new EvalVerseError(
      'clip/truncated',
      `Only ${small} of ${expected} frames could be decoded: the file is damaged or incomplete.`,
    );
  }
}

/** What was said about the clip. */
function complaintsIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !ABOUT_OUTPUTS.test(line));
  return lines.join('\n').trim();
}

/** What a decoder said first, without its address. */
function firstLine(complaints: string): string {
  return (complaints.split('\n')[0] ?? '').replace(/^\[\w+ @ [^\]]*\]\s*/, '').replace(/\.$/, '');
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
