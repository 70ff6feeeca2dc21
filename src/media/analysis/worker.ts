import { type MessagePort, parentPort } from 'node:worker_threads';
import { EvalVerseError, isAbort, userMessageOf } from '../../core/errors.ts';
import { watchPrograms } from '../ffmpeg/process.ts';
import { analyseClip } from './analyse.ts';
import { encodeSignals } from './signalsFile.ts';
import { type WorkerOrder, type WorkerReport, workerOrderSchema } from './workerMessages.ts';

/** Entry of the analysis worker thread: analyses the clips it is given, one after the other, and reports. */
function listen(port: MessagePort): void {
  const report = (message: WorkerReport, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let abort = new AbortController();

  async function analyse({ location, clip, faces }: Extract<WorkerOrder, { type: 'analyse' }>): Promise<void> {
    abort = new AbortController();
    try {
      const signals = await analyseClip(location, clip, {
        signal: abort.signal,
        faces,
        onProgress: (fraction) => report({ type: 'progress', fraction }),
      });
      const bytes = encodeSignals(signals);
      report({ type: 'done', signals: bytes }, [bytes.buffer]);
    } catch (error) {
      report(isAbort(error) ? { type: 'aborted' } : failureOf(error));
    }
  }

  watchPrograms((running) => report({ type: 'programs', running }));
  port.on('message', (message: unknown) => {
    const order = workerOrderSchema.parse(message);
    if (order.type === 'abort') abort.abort();
    else void analyse(order);
  });
}

function failureOf(error: unknown): WorkerReport {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const code = error instanceof EvalVerseError ? error.code : 'internal';
  return { type: 'failed', code, sentence: userMessageOf(error), detail };
}

if (parentPort) listen(parentPort);
