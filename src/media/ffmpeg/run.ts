import { splitLines } from './lines.ts';
import type { FfmpegLocation } from './location.ts';
import { descriptorOf, runProcess } from './process.ts';
import { runWasm, wasmTarget } from './wasm.ts';

export interface FfmpegOutput {
  readonly name: string;
  /** Called for every chunk in order; a throw stops the process and becomes the rejection. A chunk is valid during the call only: copy. */
  readonly onData: (chunk: Uint8Array) => void;
}

export interface FfmpegJob {
  readonly program: 'ffmpeg' | 'ffprobe';
  /**
   * The arguments after the runner's own. `target` names a declared output as ffmpeg must write it: `pipe:4` or a device
   * path. ffprobe has one output, standard output, and needs no target.
   */
  readonly args: (target: (outputName: string) => string) => readonly string[];
  readonly outputs: readonly FfmpegOutput[];
  readonly signal?: AbortSignal;
  /** Time in seconds that the outputs have reached, about twice a second. */
  readonly onProgress?: (outTimeSeconds: number) => void;
}

const COMMON = ['-hide_banner', '-loglevel', 'error'];

/**
 * Runs ffmpeg or ffprobe and hands its outputs over as they come. Nothing of it survives the returned promise.
 *
 * @returns the end of what it printed on standard error (messages of level error, unless the arguments say otherwise).
 * @throws the signal's reason on abort; whatever an `onData` threw; `EvalVerseError` `ffmpeg/failed` (cause: the end of
 *   standard error), `ffmpeg/missing`, `ffmpeg/unusable`.
 */
export async function runFfmpeg(location: FfmpegLocation, job: FfmpegJob): Promise<{ readonly stderr: string }> {
  job.signal?.throwIfAborted();
  checkOutputs(job);
  return { stderr: await (location.kind === 'wasm' ? runCore(location, job) : runNative(location, job)) };
}

async function runNative(location: FfmpegLocation, job: FfmpegJob): Promise<string> {
  const readers = job.outputs.map((output) => output.onData);
  const args = job.args((name) => `pipe:${descriptorOf(indexOfOutput(job, name))}`);
  if (job.program === 'ffprobe') {
    return runProcess(location.ffprobe, { args: [...COMMON, ...args], readers, signal: job.signal, background: false });
  }
  const own = [...COMMON, '-nostdin', '-nostats'];
  if (job.onProgress) {
    // Standard output stays free for the first declared output; without any, progress itself is the first reader.
    own.push('-progress', `pipe:${descriptorOf(readers.length)}`);
    readers.push(readProgress(job.onProgress));
  }
  return runProcess(location.ffmpeg, { args: [...own, ...args], readers, signal: job.signal, background: true });
}

async function runCore(location: FfmpegLocation, job: FfmpegJob): Promise<string> {
  const { program, signal } = job;
  const readers = job.outputs.map((output) => output.onData);
  const args = job.args((name) => wasmTarget(indexOfOutput(job, name)));
  // Standard output of the core is text, a line at a time; a file carries bytes as they are.
  if (program === 'ffprobe')
    return runWasm(location.ffprobe, { program, args: [...COMMON, '-o', wasmTarget(0), ...args], readers, signal });
  const own = [...COMMON, '-nostdin', '-nostats'];
  if (job.onProgress) {
    own.push('-progress', wasmTarget(readers.length));
    readers.push(readProgress(job.onProgress));
  }
  return runWasm(location.ffmpeg, { program, args: [...own, ...args], readers, signal });
}

/** A reader of `-progress` blocks that reports the time reached by the outputs. */
export function readProgress(onProgress: (outTimeSeconds: number) => void): (chunk: Uint8Array) => void {
  const splitter = splitLines((line) => {
    const microseconds = /^out_time_us=\s*(-?\d+)\s*$/.exec(line)?.[1];
    if (microseconds !== undefined) onProgress(Math.max(0, Number(microseconds) / 1e6));
  });
  return splitter.push;
}

function indexOfOutput(job: FfmpegJob, name: string): number {
  const index = job.outputs.findIndex((output) => output.name === name);
  if (index < 0) throw new RangeError(`no output named "${name}" is declared`);
  return index;
}

function checkOutputs(job: FfmpegJob): void {
  const names = new Set(job.outputs.map((output) => output.name));
  if (names.size !== job.outputs.length) throw new RangeError('two outputs have the same name');
  if (job.program === 'ffprobe' && job.outputs.length > 1) throw new RangeError('ffprobe has one output');
}
