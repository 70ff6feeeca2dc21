import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { FacePack } from './pack.ts';

const MESH_POINTS = 468;
const pointSchema = z.tuple([z.number(), z.number()], z.number());

const faceSchema = z.object({
  boxScore: z.number(),
  faceScore: z.number(),
  /** 468 points in pixels, numbered as in MediaPipe's face mesh. */
  mesh: z.array(pointSchema).length(MESH_POINTS),
  rotation: z.object({ angle: z.object({ yaw: z.number(), pitch: z.number(), roll: z.number() }) }),
  emotion: z.array(z.object({ emotion: z.string(), score: z.number() })),
  embedding: z.array(z.number()).optional(),
});

/** One face in one picture as the networks see it. */
export type NetworkFace = z.infer<typeof faceSchema>;

export interface FaceNetwork {
  /**
   * Looks for faces in one picture.
   *
   * @param picture rgb24 of the size the network was loaded for.
   * @param embed compute the embeddings too, which takes as long as all the rest.
   */
  look(picture: Uint8Array, embed: boolean): Promise<NetworkFace[]>;
}

const meshedSchema = z.looseObject({ mesh: z.array(z.unknown()) });

interface Tensor {
  readonly shape: readonly number[];
}
interface HumanLibrary {
  readonly tf: { tensor(values: Uint8Array, shape: number[], type: string): Tensor; dispose(tensor: Tensor): void };
  init(): Promise<void>;
  load(): Promise<void>;
  detect(input: Tensor, configuration: object): Promise<{ readonly face?: unknown; readonly error?: unknown }>;
}

const moduleSchema = z.object({
  default: z.custom<new (configuration: object) => HumanLibrary>((value) => typeof value === 'function'),
});
const loadedSchema = z.object({ tf: z.object({ getBackend: z.custom<() => string>((value) => typeof value === 'function') }) });

/** More faces than this in a picture are a crowd, in which none is followed well. */
const MOST_FACES = 6;
/** Below this the detector itself is not sure that it sees a face. */
const LEAST_CONFIDENCE = 0.3;

/**
 * Loads the networks into this thread, which it changes for good: it must be a worker of its own. Nothing is fetched from
 * anywhere but the pack. The same picture always gives the same numbers: nothing is carried over from the picture before.
 *
 * @throws Error when the pack is broken or the machine has no WebAssembly.
 */
export async function loadFaceNetwork(
  pack: FacePack,
  size: { readonly width: number; readonly height: number },
): Promise<FaceNetwork> {
  preparedThread(pack);
  const human = moduleSchema.parse(await import(pathToFileURL(join(pack.human, 'dist/human.esm.js')).href));
  const library = new human.default(configurationOf(pack));
  await library.init();
  // Without its kernels the library goes on in plain JavaScript, fifteen times slower.
  if (loadedSchema.parse(library).tf.getBackend() !== 'wasm') throw new Error('the WebAssembly kernels did not start');
  await library.load();
  return {
    look: async (picture, embed) => {
      const tensor = library.tf.tensor(picture, [1, size.height, size.width, 3], 'float32');
      try {
        const { face, error } = await library.detect(tensor, { face: { description: { enabled: embed } } });
        if (error) throw new Error(String(error));
        // What the detector took for a face and the mesh could not be laid over comes without a mesh.
        return z
          .array(meshedSchema)
          .parse(face)
          .flatMap((found) => (found.mesh.length === 0 ? [] : [faceSchema.parse(found)]));
      } finally {
        library.tf.dispose(tensor);
      }
    },
  };
}

/** Makes the thread look like the browser worker that the library's bundle was made for, with the pack as its only server. */
function preparedThread(pack: FacePack): void {
  const roots = [pack.human, pack.kernels].map((folder) => pathToFileURL(`${folder}/`).href);
  Object.assign(globalThis, {
    __dirname: '/',
    WorkerGlobalScope: class {},
    fetch: async (resource: unknown): Promise<Response> => {
      const url = String(resource);
      if (!roots.some((root) => url.startsWith(root))) throw new Error(`${url} is not part of the face pack`);
      const type = url.endsWith('.json')
        ? 'application/json'
        : url.endsWith('.wasm')
          ? 'application/wasm'
          : 'application/octet-stream';
      return new Response(new Uint8Array(await readFile(new URL(url))), { headers: { 'content-type': type } });
    },
  });
}

function configurationOf(pack: FacePack): object {
  const off = { enabled: false };
  const always = { enabled: true, skipFrames: 0, skipTime: 0 };
  return {
    backend: 'wasm',
    wasmPath: pathToFileURL(join(pack.kernels, 'dist/')).href,
    wasmPlatformFetch: true,
    modelBasePath: pathToFileURL(join(pack.human, 'models/')).href,
    cacheModels: false,
    cacheSensitivity: 0,
    async: false,
    debug: false,
    warmup: 'none',
    filter: off,
    gesture: off,
    body: off,
    hand: off,
    object: off,
    segmentation: off,
    face: {
      enabled: true,
      detector: {
        maxDetected: MOST_FACES,
        minConfidence: LEAST_CONFIDENCE,
        rotation: false,
        return: false,
        skipFrames: 0,
        skipTime: 0,
      },
      mesh: { enabled: true },
      emotion: { ...always, minConfidence: 0 },
      description: always,
      iris: off,
      attention: off,
      antispoof: off,
      liveness: off,
    },
  };
}
