import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { EvalVerseError, isAbort, userMessageOf } from '../../core/errors.ts';
import { analyseClip } from './analyse.ts';
import { encodeSignals } from './signalsFile.ts';
import { ABORT_MESSAGE, type WorkerReport, workerTaskSchema } from './workerMessages.ts';

/** Entry of the analysis worker thread: analyses the one clip it was started with and reports. */
async function analyse(port: MessagePort): Promise<void> {
  const report = (message: WorkerReport, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const abort = new AbortController();
  port.on('message', (message: unknown) => {
    if (message === ABORT_MESSAGE) abort.abort();
  });
  try {
    const { location, clip, faces } = workerTaskSchema.parse(workerData);
    const signals = await analyseClip(location, clip, {
      signal: abort.signal,
      faces,
      onProgress: (fraction) => report({ type: 'progress', fraction }),
    });
    const bytes = encodeSignals(signals);
    report({ type: 'done', signals: bytes }, [bytes.buffer]);
  } catch (error) {
    if (isAbort(error)) report({ type: 'aborted' });
    else report(failureOf(error));
  } finally {
    port.close();
  }
}

function failureOf(error: unknown): WorkerReport {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const code = error instanceof EvalVerseError ? error.code : 'internal';
  return { type: 'failed', code, sentence: userMessageOf(error), detail };
}

if (parentPort) await analyse(parentPort);
