import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FolderAgreement } from '../../core/agreement.ts';
import type { Calibration } from '../../core/calibration/calibration.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { RatingsSurvey } from './surveyOf.ts';
import {
  type FromRatingsWorker,
  fromRatingsWorkerSchema,
  type RatingsWorkerTask,
  type ToRatingsWorker,
} from './workerMessages.ts';

/** The ratings of one folder, read and reckoned with in a thread of their own. Questions are asked one at a time. */
export interface RatingsThread {
  survey(): Promise<RatingsSurvey>;
  /** @param judge `null` compares raters alone. @throws EvalVerseError `settings/invalid` when it answered about no rated clip. */
  agreement(judge: string | null): Promise<FolderAgreement>;
  /** Keeps nothing. @throws EvalVerseError `settings/invalid` when there is nothing to fit. */
  calibration(judge: string): Promise<{ readonly calibration: Calibration; readonly notes: readonly string[] }>;
  /** Ends the thread; to be called in any case. */
  close(): Promise<void>;
}

/** @param signal ends the thread at once; what was asked rejects with its reason. */
export function startRatingsThread(task: RatingsWorkerTask, signal: AbortSignal): RatingsThread {
  const worker = new Worker(workerFile(), { workerData: task });
  let asked: PromiseWithResolvers<FromRatingsWorker> | null = null;
  let broken: unknown = null;
  const fail = (error: unknown) => {
    broken ??= signal.aborted ? signal.reason : error;
    asked?.reject(broken);
  };
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the ratings worker ended')));
  worker.on('message', (message: unknown) => {
    const answer = fromRatingsWorkerSchema.safeParse(message);
    if (!answer.success) fail(answer.error);
    else if (answer.data.type !== 'failed') asked?.resolve(answer.data);
    // Without a question, the folder itself could not be read.
    else if (asked) asked.reject(failed(answer.data));
    else fail(failed(answer.data));
  });

  async function ask(question: ToRatingsWorker): Promise<FromRatingsWorker> {
    signal.throwIfAborted();
    if (broken !== null) throw broken;
    asked = Promise.withResolvers();
    worker.postMessage(question);
    try {
      return await asked.promise;
    } finally {
      asked = null;
    }
  }

  async function answered<Type extends FromRatingsWorker['type']>(
    question: ToRatingsWorker,
    type: Type,
  ): Promise<Extract<FromRatingsWorker, { type: Type }>> {
    const answer = await ask(question);
    const isAnswer = (given: FromRatingsWorker): given is Extract<FromRatingsWorker, { type: Type }> => given.type === type;
    if (!isAnswer(answer)) throw new Error(`${answer.type} is no answer to ${question.type}`);
    return answer;
  }

  return {
    survey: async () => (await answered({ type: 'survey' }, 'survey')).survey,
    agreement: async (judge) => (await answered({ type: 'agreement', judge }, 'agreement')).agreement,
    calibration: (judge) => answered({ type: 'calibration', judge }, 'calibration'),
    close: async () => {
      signal.removeEventListener('abort', stop);
      worker.postMessage({ type: 'close' } satisfies ToRatingsWorker);
      await ended;
    },
  };
}

function failed({ code, sentence, detail }: Extract<FromRatingsWorker, { type: 'failed' }>): EvalVerseError {
  return new EvalVerseError(code, sentence, { cause: detail });
}

/** The worker beside this source, or in the built folder that this bundle or its chunk is part of. */
function workerFile(): URL {
  const candidates = ['./worker.ts', './ratingsWorker.js', '../ratingsWorker.js'].map((name) => new URL(name, import.meta.url));
  const found = candidates.find((url) => existsSync(fileURLToPath(url)));
  if (!found) throw new EvalVerseError('internal', 'A part of EvalVerse is missing: install it again.');
  return found;
}
