import type { ServerResponse } from 'node:http';
import { bodyOf, createScripts, jsonOf, listenOnLoopback, sendJson } from './loopback.ts';
import { mp4Duration } from './mp4Duration.ts';
import { answerChunks, type OpenaiReply, openaiRefusals } from './openaiReplies.ts';
import { plausibleAnswer } from './plausibleAnswer.ts';

/** What a request is about. */
export type OpenaiRoute = 'chat' | 'models';

export interface OpenaiRequest {
  readonly route: OpenaiRoute;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** JSON, or `null` for anything else. */
  readonly body: unknown;
  readonly bytes: number;
}

export interface OpenaiServerOptions {
  readonly seed?: number;
  readonly models?: readonly string[];
  /** `null` lets everybody in. */
  readonly key?: string | null;
  readonly fingerprint?: string | null;
  /** Kinds of parts that the model takes besides text. */
  readonly takes?: readonly string[];
  /** Seconds to take for footage whose own length cannot be told. */
  readonly duration?: number;
}

export interface OpenaiTestServer {
  readonly origin: string;
  /** Where the API is. */
  readonly baseUrl: string;
  /** In the order of their arrival. */
  readonly requests: readonly OpenaiRequest[];
  /** What to do with the next requests of a route, one each; afterwards it behaves again. */
  script(route: OpenaiRoute, ...replies: readonly OpenaiReply[]): void;
  close(): Promise<void>;
}

interface Part {
  readonly type: string;
  readonly text?: string;
  readonly video_url?: { readonly url: string };
}
interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly content: string | readonly Part[] }[];
  readonly seed?: number;
  readonly logprobs?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly response_format?: { readonly json_schema?: { readonly schema?: unknown } };
}

const MOST_ALTERNATIVES = 20;

function partsOf(body: ChatBody | null): Part[] {
  return (body?.messages ?? []).flatMap(({ content }) => (typeof content === 'string' ? [] : content));
}

/** Seconds of the footage that is judged, which comes after any other: by its video, or by the label of its last frame. */
function durationOf(body: ChatBody): number | null {
  const parts = partsOf(body);
  const video = parts.findLast(({ video_url }) => video_url)?.video_url?.url;
  if (video !== undefined) return mp4Duration(Buffer.from(video.slice(video.indexOf(',') + 1), 'base64'));
  const labels = parts.flatMap(({ text }) => /^\[t=([\d.]+)s\]$/.exec(text ?? '')?.[1] ?? []);
  return labels.length > 0 ? Number(labels.at(-1)) : null;
}

/** The schema that an answer is held to, or the one that the question quotes. */
function schemaOf(body: ChatBody): unknown {
  const quoted = partsOf(body).at(-1)?.text ?? '';
  return body.response_format?.json_schema?.schema ?? jsonOf(Buffer.from(quoted.slice(quoted.indexOf('{'))));
}

/**
 * A server on the loopback address that speaks the chat dialect of OpenAI. By itself it answers like a judge, by the schema it is
 * given, and refuses what servers refuse.
 */
export async function startOpenaiServer(options: OpenaiServerOptions = {}): Promise<OpenaiTestServer> {
  const { seed = 1, models = ['qwen3-vl-8b', 'internvl-3.5'], key = 'test-key', fingerprint = 'b9554' } = options;
  const takes = new Set(options.takes ?? ['image_url', 'video_url', 'input_audio', 'audio_url']);
  const requests: OpenaiRequest[] = [];
  const scripts = createScripts<OpenaiRoute, OpenaiReply>();
  let count = 0;

  /** What the server would say to this request, or `null` when it would answer. */
  function objection({ headers, route, body }: OpenaiRequest): OpenaiReply | null {
    if (key !== null && headers.authorization !== `Bearer ${key}`) return openaiRefusals.badKey();
    if (route === 'models') return null;
    const chat = body as (ChatBody & { readonly top_logprobs?: number }) | null; // the product's own request
    if (!chat || !models.includes(chat.model)) return openaiRefusals.noModel(chat?.model ?? '');
    if ((chat.top_logprobs ?? 0) > MOST_ALTERNATIVES) return openaiRefusals.argument('top_logprobs must be at most 20.');
    const refused = partsOf(chat).find(({ type }) => type !== 'text' && !takes.has(type));
    return refused ? openaiRefusals.argument(`This model takes at most 0 ${refused.type} item(s) in one prompt.`) : null;
  }

  function stream(response: ServerResponse, chunks: readonly unknown[], broken: boolean) {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    const events = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
    if (broken) {
      // Only once the first part has left is this an answer that broke off.
      response.write(events.slice(0, 2).join(''), () => setImmediate(() => response.destroy()));
      return;
    }
    for (const event of events) response.write(event);
    response.end('data: [DONE]\n\n');
  }

  function chat(response: ServerResponse, { body, bytes }: OpenaiRequest, reply: OpenaiReply | undefined) {
    if (reply?.kind === 'chunks') return stream(response, reply.chunks, false);
    const request = body as ChatBody; // the product's own request
    const answer = reply?.kind === 'answer' ? reply : undefined;
    const duration = durationOf(request) ?? options.duration ?? 1;
    const own = () => JSON.stringify(plausibleAnswer(schemaOf(request), { seed: seed + (request.seed ?? 0), duration }));
    const [before, after] = answer?.around ?? ['', ''];
    const chunks = answerChunks({
      id: `chatcmpl-${++count}`,
      model: answer?.version ?? request.model,
      fingerprint,
      thinking: answer?.thinking ?? '',
      text: `${before}${answer?.text ?? own()}${after}`,
      finish: answer?.finish === undefined ? 'stop' : answer.finish,
      inputTokens: Math.ceil(bytes / 4),
      withUsage: request.stream_options?.include_usage === true,
      withLogprobs: request.logprobs === true,
    });
    return stream(response, chunks, reply?.kind === 'breaks');
  }

  function answerWith(response: ServerResponse, request: OpenaiRequest, reply: OpenaiReply | undefined): void {
    switch (reply?.kind) {
      case 'http':
        sendJson(response, reply.status, reply.body, reply.headers);
        break;
      case 'reset':
        response.destroy();
        break;
      case 'silence':
        break;
      default:
        if (request.route === 'chat') chat(response, request, reply);
        else sendJson(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model', owned_by: 'test' })) });
    }
  }

  const ROUTES: Readonly<Record<string, OpenaiRoute>> = { 'POST /v1/chat/completions': 'chat', 'GET /v1/models': 'models' };
  const { origin, close } = await listenOnLoopback(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const body = await bodyOf(incoming);
    const route = ROUTES[`${method} ${url}`];
    if (!route) return sendJson(response, 404, { detail: 'Not Found' });
    const request: OpenaiRequest = { route, headers, body: jsonOf(body), bytes: body.byteLength };
    requests.push(request);
    const scripted = scripts.next(route);
    return answerWith(response, request, scripted ?? objection(request) ?? undefined);
  });
  return {
    origin,
    baseUrl: `${origin}/v1`,
    requests,
    script: scripts.script,
    close,
  };
}
