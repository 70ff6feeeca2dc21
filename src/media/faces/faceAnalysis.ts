import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { EvalVerseError } from '../../core/errors.ts';
import type { FaceSignals } from '../../core/faces.ts';
import type { Shot } from '../../core/signals.ts';
import type { FacePictures } from './facePictures.ts';
import type { FacePack } from './pack.ts';
import { DONE_WITH, FAILED, type FaceWorkerTask, fromFaceWorkerSchema, type ToFaceWorker } from './workerMessages.ts';

/** Half a second is looked at together. */
const BLOCK_SECONDS = 0.5;
/** Blocks that may wait while one is looked at. */
const WAITING_BLOCKS = 2;
/** A worker that frees no slot within this time, in milliseconds, has died: a block takes it a few seconds at most, its start three. */
const PATIENCE = 120_000;

export interface FaceAnalysis {
  /**
   * Takes the next picture, rgb24; the array may be reused. Blocks the calling thread while the worker is behind, which in turn
   * holds up the decoder: memory stays the same however long the clip is.
   *
   * @throws `EvalVerseError` `faces/failed`.
   */
  push(picture: Uint8Array): void;
  /**
   * @param times clip times in seconds of the pictures.
   * @throws the signal's reason on abort; `EvalVerseError` `faces/failed`.
   */
  finish(times: Float64Array, shots: readonly Shot[]): Promise<FaceSignals>;
  /** Ends the worker; to be called in any case. */
  stop(): Promise<void>;
}

/** Starts looking for faces in a worker of its own. */
export function startFaceAnalysis(pack: FacePack, pictures: FacePictures, signal?: AbortSignal): FaceAnalysis {
  const { width, height, rate } = pictures;
  const bytes = width * height * 3;
  const block = Math.max(2, Math.round(rate * BLOCK_SECONDS));
  const slots = block * (1 + WAITING_BLOCKS);
  const memory = new SharedArrayBuffer(bytes * slots);
  const written = new Uint8Array(memory);
  const shared = new SharedArrayBuffer(8);
  const state = new Int32Array(shared);
  const workerData: FaceWorkerTask = { pack, width, height, block, pictures: memory, state: shared };
  const worker = new Worker(workerFile(), { workerData });
  const tell = (message: ToFaceWorker) => worker.postMessage(message);
  const result = resultOf(worker, signal);
  // A failure is thrown where the result is asked for; until then nobody listens.
  result.catch(() => undefined);
  let pushed = 0;
  return {
    push: (picture) => {
      waitForSlot(state, pushed - slots + 1);
      written.set(picture, (pushed % slots) * bytes);
      pushed++;
      tell({ type: 'picture' });
    },
    finish: (times, shots) => {
      tell({ type: 'finish', times, shots });
      return result;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

function waitForSlot(state: Int32Array, least: number): void {
  for (;;) {
    const done = Atomics.load(state, DONE_WITH);
    // The worker's own words arrive once this thread may listen again; `finish` throws them.
    if (Atomics.load(state, FAILED) !== 0) throw failed('the worker broke down');
    if (done >= least) return;
    if (Atomics.wait(state, DONE_WITH, done, PATIENCE) === 'timed-out') throw failed('the worker stopped answering');
  }
}

function resultOf(worker: Worker, signal: AbortSignal | undefined): Promise<FaceSignals> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.once('message', (message: unknown) => {
      const parsed = fromFaceWorkerSchema.safeParse(message);
      if (!parsed.success) reject(failed(parsed.error));
      else if (parsed.data.type === 'failed') reject(failed(parsed.data.detail));
      else resolve(parsed.data.faces);
    });
    worker.once('error', (error) => reject(failed(error)));
    worker.once('exit', (code) => reject(failed(`worker exit ${code}`)));
  });
}

function failed(cause: unknown): EvalVerseError {
  const sentence = 'Looking for faces failed: install the face pack again, or turn "evalverse.faces.enabled" off.';
  return new EvalVerseError('faces/failed', sentence, { cause });
}

/** The worker beside this source, or in the built folder that this bundle or its chunk is part of. */
function workerFile(): URL {
  const candidates = ['./worker.ts', './facesWorker.js', '../facesWorker.js'].map((name) => new URL(name, import.meta.url));
  const found = candidates.find((url) => existsSync(fileURLToPath(url)));
  if (!found) throw failed('facesWorker.js is missing');
  return found;
}
