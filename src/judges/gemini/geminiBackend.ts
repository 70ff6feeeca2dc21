import * as z from 'zod';
import { EvalVerseError } from '../../core/errors.ts';
import type { FootageVideo } from '../../core/footage.ts';
import type { AskOptions, CallSubject, JudgeBackend, JudgeSession, ModelCall, ModelReply } from '../backend.ts';
import { cautionsOf, refusedOption } from '../network/concessions.ts';
import { WireError } from '../network/wireError.ts';
import { callTokens } from '../tokenEstimate.ts';
import { resourceOf } from './client.ts';
import { CONCESSIONS, type GeminiOption } from './concessions.ts';
import { createRemoteFiles, deleteLeftovers, type RemoteFiles } from './remoteFiles.ts';
import { replyOf } from './reply.ts';
import { requestOf } from './request.ts';
import { createGeminiWire, type GeminiOptions, type GeminiWire } from './wire.ts';

export interface GeminiModel {
  /** To be asked for by. */
  readonly id: string;
  /** The provider's text, to be shown as text. */
  readonly title: string;
}

export interface GeminiBackend extends JudgeBackend {
  readonly id: 'gemini';
  /** Models of this key that answer questions. @throws EvalVerseError `judge/…`; `signal.reason`. */
  listModels(signal: AbortSignal): Promise<readonly GeminiModel[]>;
  /**
   * Deletes footage that earlier runs left with the provider. Not for while anything is judged with the same key.
   *
   * @throws EvalVerseError `judge/…`; `signal.reason`.
   */
  sweepLeftovers(signal: AbortSignal): Promise<{ readonly deleted: number; readonly left: readonly string[] }>;
}

const NOBODY: CallSubject = { clip: null, dimensions: [] };
/**
 * Bytes of video that one request carries itself. The provider takes more; but what lies with it as a file is sent once for all
 * questions, and what does not need to lie there should not.
 */
const INLINE_BYTES = 8 * 1024 * 1024;
/** Google Cloud has no such files; its limit for a request leaves this much room. */
const INLINE_BYTES_IN_CLOUD = 14 * 1024 * 1024;
const NAMED_MODELS = 8;

const modelSchema = z.object({
  name: z.string().regex(/^(models|publishers\/google\/models)\/[\w.-]{1,80}$/),
  displayName: z.string().optional(),
  supportedActions: z.array(z.string()).optional(),
});

function videosOf(call: ModelCall): FootageVideo[] {
  return [...new Set(call.parts.flatMap((part) => (part.kind === 'video' ? [part.video] : [])))];
}

async function listModels(wire: GeminiWire, signal: AbortSignal): Promise<GeminiModel[]> {
  return wire.run(
    async (client) => {
      const models: GeminiModel[] = [];
      for await (const value of await client.models.list()) {
        const model = modelSchema.safeParse(value);
        if (!model.success || model.data.supportedActions?.includes('generateContent') === false) continue;
        const id = model.data.name.slice(model.data.name.lastIndexOf('/') + 1);
        models.push({ id, title: model.data.displayName ?? id });
      }
      return models;
    },
    { signal, about: NOBODY, tokens: null },
  );
}

/** Gemini, by its own API with a key or in Google Cloud. @throws EvalVerseError `settings/invalid`. */
export function createGeminiBackend(options: GeminiOptions): GeminiBackend {
  const { access, model } = options;
  const wire = createGeminiWire(options);
  const vertex = access.kind === 'vertex';
  const without = new Set<GeminiOption>();

  /** Where the videos of a call lie that do not travel inside it. */
  async function placeVideos(call: ModelCall, files: RemoteFiles, ask: AskOptions): Promise<ReadonlyMap<FootageVideo, string>> {
    const videos = videosOf(call);
    const bytes = videos.reduce((sum, video) => sum + video.bytes.byteLength, 0);
    if (vertex) {
      if (bytes <= INLINE_BYTES_IN_CLOUD) return new Map();
      throw new EvalVerseError('judge/rejected', 'The footage is too large for Google Cloud; judge a shorter range.');
    }
    const uris = new Map<FootageVideo, string>();
    for (const video of videos) {
      if (bytes <= INLINE_BYTES && !files.has(video)) continue;
      const onProgress = ask.onUpload;
      const about = ask.about ?? NOBODY;
      uris.set(video, await files.put(video, { signal: ask.signal, about, ...(onProgress ? { onProgress } : {}) }));
    }
    return uris;
  }

  async function ask(call: ModelCall, files: RemoteFiles, options: AskOptions): Promise<ModelReply> {
    let sentWithout: ReadonlySet<GeminiOption> = without;
    let sentFiles = false;
    let sentAnew = false;
    const amend = (error: unknown) => {
      const refused = refusedOption(CONCESSIONS, error, [400], (option) => !sentWithout.has(option));
      if (refused !== null) {
        without.add(refused);
        return true;
      }
      const isGone = error instanceof WireError && (error.status === 403 || error.status === 404) && /\bfile\b/i.test(error.said);
      if (!isGone || !sentFiles || sentAnew) return false;
      sentAnew = true;
      files.forget();
      return true;
    };
    return wire.run(
      async (client, ended) => {
        const uris = await placeVideos(call, files, options);
        sentWithout = new Set(without);
        sentFiles = uris.size > 0;
        const request = requestOf(call, { model: resourceOf(model, access), vertex, without, uris, abortSignal: ended });
        const chunks = await client.models.generateContentStream(request);
        options.onUpload?.(1);
        return { ...(await replyOf(chunks, options.onText)), cautions: cautionsOf(CONCESSIONS, sentWithout) };
      },
      { signal: options.signal, about: options.about ?? NOBODY, tokens: callTokens(call), amend },
    );
  }

  /** The same error, with the models that there are. */
  async function withChoice(error: EvalVerseError, signal: AbortSignal): Promise<EvalVerseError> {
    const models = await listModels(wire, signal).catch(() => []);
    const names = models.slice(0, NAMED_MODELS).map(({ id }) => id);
    if (names.length === 0) return error;
    return new EvalVerseError('judge/model', `${wire.origin} does not know the model ${model}; it has ${names.join(', ')}.`, {
      cause: error,
    });
  }

  function open(): JudgeSession {
    const files = createRemoteFiles(wire);
    let about = NOBODY;
    return {
      async ask(call, options) {
        about = options.about ?? about;
        try {
          return await ask(call, files, options);
        } catch (error) {
          if (error instanceof EvalVerseError && error.code === 'judge/model') throw await withChoice(error, options.signal);
          throw error;
        }
      },
      close: () => files.deleteAll(about),
    };
  }

  return {
    id: 'gemini',
    model,
    origin: wire.origin,
    capabilities: { video: true, audio: true, jsonSchema: true, logprobs: false, seed: true, batch: true, usage: true },
    // The system text is the same for every clip and comes first anyway; then what the questions about one clip share.
    partOrder: 'footage-first',
    maximumFrames: 0,
    caution: null,
    settings: { access: access.kind, processing: 'static' },
    open,
    listModels: (signal) => listModels(wire, signal),
    sweepLeftovers: (signal) => deleteLeftovers(wire, signal),
  };
}
