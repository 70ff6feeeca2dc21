import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Clip } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { Signals } from '../../core/signals.ts';
import type { FacePack } from '../faces/pack.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { decodeSignals } from './signalsFile.ts';
import { type WorkerOrder, type WorkerReport, type WorkerResult, workerReportSchema } from './workerMessages.ts';

/** Time in milliseconds that a worker has to stop ffmpeg after an abort before the thread itself is ended. */
const GRACE = 3000;
/** Time in milliseconds that a thread is kept for the next clip: started anew, it takes a third of a second to become fast. */
const KEPT = 30_000;

/** `analyseClip` in some thread. */
export type Analyse = (
  location: FfmpegLocation,
  clip: Clip,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void; readonly faces?: FacePack | null },
) => Promise<Signals>;

/**
 * `analyseClip` outside of the caller's thread, which stays responsive. Clips given one after the other share a thread; of those
 * given at the same time each has its own. A waiting thread does not keep the process alive, and ends after half a minute.
 *
 * The function throws what `analyseClip` throws (after an abort only once nothing runs any more), and `EvalVerseError` `internal`
 * when the thread breaks down, whose ffmpeg is then ended too.
 *
 * @param file the entry of the thread.
 */
export function createThreadedAnalysis(file: URL = workerFile()): Analyse {
  let waiting: AnalysisThread | null = null;
  return async (location, clip, { signal, onProgress, faces = null }) => {
    signal?.throwIfAborted();
    const thread = waiting ?? startThread(file);
    waiting = null;
    const abort = () => thread.abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const result = await thread.analyse({ type: 'analyse', location, clip, faces }, (fraction) => {
        if (!signal?.aborted) onProgress?.(fraction);
      });
      signal?.throwIfAborted();
      return signalsOf(result);
    } catch (error) {
      // A thread that had to be ended because it did not answer has not broken down.
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      if (waiting === null && thread.rest(() => forget(thread))) waiting = thread;
      else thread.end();
    }
  };

  function forget(thread: AnalysisThread): void {
    if (waiting === thread) waiting = null;
  }
}

interface AnalysisThread {
  /** Resolves with the last word on the clip. Rejects when the thread ends without one. */
  analyse(order: WorkerOrder, onProgress: (fraction: number) => void): Promise<WorkerResult>;
  /** Gives the clip up; the thread itself, should it not answer. */
  abort(): void;
  /** Waits for a next clip. False when the thread is over; `onEnd` is called when it ends later. */
  rest(onEnd: () => void): boolean;
  end(): void;
}

function startThread(file: URL): AnalysisThread {
  const worker = new Worker(file);
  let ended = false;
  let programs: readonly number[] = [];
  let timer: NodeJS.Timeout | undefined;
  let take: (report: WorkerReport) => void = () => undefined;
  let end: (cause: unknown) => void = () => undefined;
  const tell = (order: WorkerOrder) => worker.postMessage(order);
  // A thread that breaks down, or is ended with the process, cannot end what it has started.
  const killPrograms = () => {
    for (const program of programs) kill(program);
    programs = [];
  };
  const breakDown = (cause: unknown) => {
    ended = true;
    killPrograms();
    end(cause);
    void worker.terminate();
  };

  worker.on('message', (message: unknown) => {
    const report = workerReportSchema.safeParse(message);
    if (!report.success) breakDown(report.error);
    else if (report.data.type !== 'programs') take(report.data);
    else {
      programs = report.data.running;
      // What a thread says last can arrive after the news of its end.
      if (ended) killPrograms();
    }
  });
  worker.on('error', breakDown);
  process.on('exit', killPrograms);
  worker.on('exit', (code) => {
    clearTimeout(timer);
    process.off('exit', killPrograms);
    breakDown(`worker exit ${code}`);
  });

  return {
    analyse(order, onProgress) {
      clearTimeout(timer);
      worker.ref();
      return new Promise((resolve, reject) => {
        take = (report) => {
          if (report.type === 'progress') onProgress(report.fraction);
          else if (report.type !== 'programs') resolve(report);
        };
        end = (cause) => {
          const sentence = 'The analysis broke down in the middle of this clip; evaluate it again.';
          reject(new EvalVerseError('internal', sentence, { cause }));
        };
        tell(order);
      }).finally(() => clearTimeout(timer)) as Promise<WorkerResult>; // resolved with nothing else
    },
    abort() {
      tell({ type: 'abort' });
      timer = setTimeout(() => void worker.terminate(), GRACE);
    },
    rest(onEnd) {
      if (ended) return false;
      take = () => undefined;
      end = onEnd;
      worker.unref();
      timer = setTimeout(() => void worker.terminate(), KEPT).unref();
      return true;
    },
    end: () => void worker.terminate(),
  };
}

function kill(program: number): void {
  try {
    process.kill(program, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function signalsOf(result: WorkerResult): Signals {
  if (result.type === 'failed') throw new EvalVerseError(result.code, result.sentence, { cause: result.detail });
  const signals = result.type === 'done' ? decodeSignals(result.signals) : null;
  if (!signals) throw new EvalVerseError('internal', 'The analysis ended without a result; try again.');
  return signals;
}

/** The worker beside this source, or in the built folder that this bundle or its chunk is part of. */
function workerFile(): URL {
  const candidates = ['./worker.ts', './analysisWorker.js', '../analysisWorker.js'].map((name) => new URL(name, import.meta.url));
  const found = candidates.find((url) => existsSync(fileURLToPath(url)));
  if (!found) throw new EvalVerseError('internal', 'This build of EvalVerse lacks analysisWorker.js: install it again.');
  return found;
}
