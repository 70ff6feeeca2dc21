import * as z from 'zod';
import { EvalVerseError } from '../../core/errors.ts';
import type { AskOptions, CallSubject, JudgeBackend, ModelCall, ModelReply } from '../backend.ts';
import { cautionsOf, refusedOption } from '../network/concessions.ts';
import { ConnectionError } from '../network/wireError.ts';
import { callTokens } from '../tokenEstimate.ts';
import { CONCESSIONS, type Option, optionsOf } from './concessions.ts';
import { replyOf } from './reply.ts';
import { requestOf } from './request.ts';
import { SERVER_TRAITS } from './servers.ts';
import { createOpenaiWire, eventsOf, type OpenaiOptions, type OpenaiWire } from './wire.ts';

export interface OpenaiModel {
  /** To be asked for by. The server's text, to be shown as text. */
  readonly id: string;
}

export interface OpenaiBackend extends JudgeBackend {
  readonly id: 'openai';
  /** Models that the server says it has. @throws EvalVerseError `judge/…`; `signal.reason`. */
  listModels(signal: AbortSignal): Promise<readonly OpenaiModel[]>;
}

const NOBODY: CallSubject = { clip: null, dimensions: [] };
const NAMED_MODELS = 8;
/** How a request with an unknown option is refused; 422 is FastAPI's. */
const REFUSALS = [400, 422];

const modelsSchema = z.object({ data: z.array(z.unknown()) });
const modelSchema = z.object({ id: z.string().regex(/^[\w.:/@+ -]{1,120}$/) });

async function listModels(wire: OpenaiWire, signal: AbortSignal): Promise<OpenaiModel[]> {
  return wire.run(
    async (send) => {
      const body: unknown = await (await send('/models')).json().catch((error: unknown) => {
        throw error instanceof SyntaxError ? new ConnectionError('The list of models is not JSON.') : error;
      });
      const list = modelsSchema.safeParse(body);
      if (!list.success) throw new ConnectionError('The list of models is none.', { cause: list.error });
      return list.data.data.flatMap((value) => {
        const model = modelSchema.safeParse(value);
        return model.success ? { id: model.data.id } : [];
      });
    },
    { signal, about: NOBODY, tokens: null },
  );
}

/** A model behind any server that speaks the chat dialect of OpenAI. @throws EvalVerseError `settings/invalid`. */
export function createOpenaiBackend(options: OpenaiOptions): OpenaiBackend {
  const { model, server, key, hears = false, framesOnly = false } = options;
  const traits = SERVER_TRAITS[server];
  const wire = createOpenaiWire(options);
  const secrets = key === null ? [] : [key];
  const without = new Set<Option>();

  async function ask(call: ModelCall, { signal, about, onText, onUpload }: AskOptions): Promise<ModelReply> {
    let sent: ReadonlySet<Option> = new Set();
    const amend = (error: unknown) => {
      const refused = refusedOption(CONCESSIONS, error, REFUSALS, (option) => sent.has(option));
      if (refused !== null) without.add(refused);
      return refused !== null;
    };
    return wire.run(
      async (send) => {
        sent = optionsOf(call, traits, without);
        const conceded = cautionsOf(CONCESSIONS, without);
        const response = await send('/chat/completions', requestOf(call, { model, traits, options: sent }));
        onUpload?.(1);
        const reply = await replyOf(eventsOf(response), { ...(onText && { onText }), secrets, now: wire.clock.now });
        return { ...reply, cautions: [...conceded, ...(reply.cautions ?? [])] };
      },
      { signal, about: about ?? NOBODY, tokens: callTokens(call), amend },
    );
  }

  /** The same error, told from a wrong address, and with the models that there are. */
  async function explained(error: EvalVerseError, signal: AbortSignal): Promise<EvalVerseError> {
    const models = await listModels(wire, signal).catch((reason: unknown) => (isUnknown(reason) ? null : []));
    if (models === null)
      return new EvalVerseError(
        'judge/rejected',
        `${wire.origin} has no models at this address; look whether its path is right, it usually ends in /v1.`,
        { cause: error },
      );
    const names = models.slice(0, NAMED_MODELS).map(({ id }) => id);
    if (names.length === 0) return error;
    return new EvalVerseError('judge/model', `${wire.origin} does not know the model ${model}; it has ${names.join(', ')}.`, {
      cause: error,
    });
  }

  return {
    id: 'openai',
    model,
    origin: wire.origin,
    capabilities: {
      video: traits.video !== null && !framesOnly,
      audio: traits.audio !== null && hears,
      jsonSchema: true,
      logprobs: traits.logprobs,
      seed: true,
      batch: true,
      usage: true,
    },
    // What the questions about one clip share comes first: servers keep the beginning of a prompt.
    partOrder: 'footage-first',
    maximumFrames: traits.maximumFrames,
    soundBesideVideo: true,
    caution: null,
    settings: { server },
    open: () => ({
      async ask(call, asking) {
        try {
          return await ask(call, asking);
        } catch (error) {
          if (isUnknown(error)) throw await explained(error, asking.signal);
          throw error;
        }
      },
      close: async () => [],
    }),
    listModels: (signal) => listModels(wire, signal),
  };
}

function isUnknown(error: unknown): error is EvalVerseError {
  return error instanceof EvalVerseError && error.code === 'judge/model';
}
