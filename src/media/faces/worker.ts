import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { loadFaceNetwork } from './faceNetwork.ts';
import { createFaceSampler } from './sampler.ts';
import type { Sighting } from './sighting.ts';
import { trackFaces } from './tracker.ts';
import { DONE_WITH, FAILED, type FaceWorkerTask, type FromFaceWorker, toFaceWorkerSchema } from './workerMessages.ts';

/** Entry of the face worker thread: looks at the pictures that it is given and reports the tracks of the faces in them. */
const taskSchema = z.custom<FaceWorkerTask>((value) => typeof value === 'object' && value !== null);

async function work(port: MessagePort): Promise<void> {
  const task = taskSchema.parse(workerData);
  const state = new Int32Array(task.state);
  const report = (message: FromFaceWorker) => port.postMessage(message);
  const sightings: Sighting[][] = [];
  const bytes = task.width * task.height * 3;
  const slots = task.pictures.byteLength / bytes;
  let received = 0;
  const loaded = loadFaceNetwork(task.pack, task).then((network) => createFaceSampler(network, task));

  const lookAt = async (to: number): Promise<void> => {
    const from = sightings.length;
    if (to === from) return;
    const pictures = Array.from(
      { length: to - from },
      (_, index) => new Uint8Array(task.pictures, ((from + index) % slots) * bytes, bytes),
    );
    sightings.push(...(await (await loaded).look(pictures)));
    Atomics.store(state, DONE_WITH, to);
    Atomics.notify(state, DONE_WITH);
  };
  const take = async (message: unknown): Promise<void> => {
    const order = toFaceWorkerSchema.parse(message);
    if (order.type === 'picture') {
      received++;
      if (received - sightings.length >= task.block) await lookAt(received);
      return;
    }
    await lookAt(received);
    const { times, shots } = order;
    report({ type: 'done', faces: trackFaces({ times, pictureHeight: task.height, sightings }, shots) });
    port.close();
  };
  const fail = (error: unknown): void => {
    report({ type: 'failed', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    // Whoever waits for a free slot must not wait for ever.
    Atomics.store(state, FAILED, 1);
    Atomics.notify(state, DONE_WITH);
    port.close();
  };
  let queue: Promise<void> = loaded.then(() => undefined);
  queue.catch(fail);
  port.on('message', (message: unknown) => {
    queue = queue.then(() => take(message));
    queue.catch(fail);
  });
}

if (parentPort) await work(parentPort);
