import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { EvalVerseError, userMessageOf } from '../../core/errors.ts';
import { agreementsIn } from './agreementsIn.ts';
import { calibrationIn } from './calibrationIn.ts';
import { type RatedFolder, withRatedFolder } from './ratedFolder.ts';
import { surveyOf } from './surveyOf.ts';
import { type FromRatingsWorker, type RatingsWorkerTask, type ToRatingsWorker, toRatingsWorkerSchema } from './workerMessages.ts';

/** Entry of the ratings worker thread: reads the ratings of a folder once, and answers questions about them until it is closed. */
const taskSchema = z.custom<RatingsWorkerTask>((value) => typeof value === 'object' && value !== null);

async function agreementAnswer(ratings: RatedFolder, judge: string | null): Promise<FromRatingsWorker> {
  const { agreements, notes } = await agreementsIn(ratings, judge, [
    { level: 'clip', by: 'dimension' },
    { level: 'clip', by: 'sub-dimension' },
    { level: 'model', by: 'dimension' },
    { level: 'model', by: 'sub-dimension' },
  ]);
  const [dimensions, subDimensions, modelDimensions, modelSubDimensions] = agreements;
  if (!dimensions || !subDimensions || !modelDimensions || !modelSubDimensions) throw new Error('an agreement is missing');
  return {
    type: 'agreement',
    agreement: {
      clip: { dimensions, subDimensions },
      model: { dimensions: modelDimensions, subDimensions: modelSubDimensions },
      notes,
    },
  };
}

async function answerTo(ratings: RatedFolder, question: Exclude<ToRatingsWorker, { type: 'close' }>): Promise<FromRatingsWorker> {
  switch (question.type) {
    case 'survey':
      return { type: 'survey', survey: await surveyOf(ratings) };
    case 'agreement':
      return agreementAnswer(ratings, question.judge);
    case 'calibration': {
      const { calibration, notes } = await calibrationIn(ratings, question.judge);
      return { type: 'calibration', calibration, notes: [...notes] };
    }
  }
}

function failure(error: unknown): FromRatingsWorker {
  return {
    type: 'failed',
    code: error instanceof EvalVerseError ? error.code : 'internal',
    sentence: userMessageOf(error),
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

async function work(port: MessagePort): Promise<void> {
  const report = (message: FromRatingsWorker) => port.postMessage(message);
  const questions = new ReadableStream<unknown>({
    start(controller) {
      port.on('message', (message: unknown) => controller.enqueue(message));
    },
  });
  try {
    await withRatedFolder(taskSchema.parse(workerData), async (ratings) => {
      for await (const message of questions) {
        const question = toRatingsWorkerSchema.parse(message);
        if (question.type === 'close') break;
        report(await answerTo(ratings, question).catch(failure));
      }
    });
  } catch (error) {
    report(failure(error));
  }
  port.close();
}

if (parentPort) await work(parentPort);
