import { Worker } from 'node:worker_threads';
import type { Clip } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { Signals } from '../../core/signals.ts';
import type { FacePack } from '../faces/pack.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { decodeSignals } from './signalsFile.ts';
import { ABORT_MESSAGE, type WorkerReport, type WorkerTask, workerReportSchema } from './workerMessages.ts';

/** Time in milliseconds that a worker has to stop ffmpeg after an abort before the thread itself is ended. */
const GRACE = 3000;

/**
 * `analyseClip` in a thread of its own, so that the caller's thread stays responsive.
 *
 * @param workerFile the built `worker.ts`.
 * @throws what `analyseClip` throws; after an abort only once nothing runs any more.
 */
export async function analyseInWorker(
  workerFile: string | URL,
  location: FfmpegLocation,
  clip: Clip,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void; readonly faces?: FacePack | null },
): Promise<Signals> {
  const { signal, onProgress, faces = null } = options;
  signal?.throwIfAborted();
  const task: WorkerTask = { location, clip, faces };
  const worker = new Worker(workerFile, { workerData: task });
  let grace: NodeJS.Timeout | undefined;
  const abort = () => {
    worker.postMessage(ABORT_MESSAGE);
    grace = setTimeout(() => void worker.terminate(), GRACE);
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const last = await lastReport(worker, (fraction) => {
      if (!signal?.aborted) onProgress?.(fraction);
    });
    signal?.throwIfAborted();
    return signalsOf(last);
  } finally {
    signal?.removeEventListener('abort', abort);
    clearTimeout(grace);
  }
}

/** Waits for the thread to end. `null` when it ended without a last word. */
function lastReport(worker: Worker, onProgress: (fraction: number) => void): Promise<WorkerReport | null> {
  return new Promise((resolve, reject) => {
    let last: WorkerReport | null = null;
    worker.on('message', (message: unknown) => {
      const report = workerReportSchema.safeParse(message);
      if (!report.success) reject(report.error);
      else if (report.data.type === 'progress') onProgress(report.data.fraction);
      else last = report.data;
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve(last));
  });
}

function signalsOf(report: WorkerReport | null): Signals {
  if (report?.type === 'failed') throw new EvalVerseError(report.code, report.sentence, { cause: report.detail });
  const signals = report?.type === 'done' ? decodeSignals(report.signals) : null;
  if (!signals) throw new EvalVerseError('internal', 'The analysis ended without a result; try again.');
  return signals;
}
