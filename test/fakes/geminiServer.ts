import type { ServerResponse } from 'node:http';
import { answerChunks, type Reply, refusals } from './geminiReplies.ts';
import { bodyOf, createScripts, jsonOf, listenOnLoopback, sendJson } from './loopback.ts';
import { mp4Duration } from './mp4Duration.ts';
import { plausibleAnswer } from './plausibleAnswer.ts';

/** What a request is about. */
export type GeminiRoute = 'generate' | 'upload' | 'chunk' | 'file' | 'delete' | 'files' | 'models';

export interface GeminiRequest {
  readonly route: GeminiRoute;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** JSON, or `null` for anything else. */
  readonly body: unknown;
  readonly bytes: number;
}

export interface GeminiFile {
  readonly name: string;
  readonly displayName: string;
  readonly bytes: Uint8Array;
  /** What the next looks at it find; the last one stays. */
  readonly states: string[];
}

export interface GeminiServerOptions {
  readonly seed?: number;
  readonly models?: readonly string[];
  readonly version?: string;
  readonly key?: string;
  /** States that a new file goes through. */
  readonly fileStates?: readonly string[];
  /** Seconds to take for footage whose own length cannot be read. */
  readonly duration?: number;
}

export interface GeminiServer {
  readonly origin: string;
  /** In the order of their arrival. */
  readonly requests: readonly GeminiRequest[];
  /** By name. */
  readonly files: Map<string, GeminiFile>;
  /** What to do with the next requests of a route, one each; afterwards it behaves again. */
  script(route: GeminiRoute, ...replies: readonly Reply[]): void;
  close(): Promise<void>;
}

const ROUTES: readonly [RegExp, string, GeminiRoute][] = [
  [/:(stream)?generateContent(\?|$)/i, 'POST', 'generate'],
  [/^\/upload\/session\//, 'POST', 'chunk'],
  [/^\/upload\/v1beta\/files/, 'POST', 'upload'],
  [/^\/v1beta\/files\/./, 'GET', 'file'],
  [/^\/v1beta\/files\/./, 'DELETE', 'delete'],
  [/^\/v1beta\/files(\?|$)/, 'GET', 'files'],
  [/^\/v1beta\/models(\?|$)/, 'GET', 'models'],
];

interface Part {
  readonly text?: string;
  readonly inlineData?: { readonly mimeType: string; readonly data: string };
  readonly fileData?: { readonly fileUri: string };
  readonly videoMetadata?: { readonly fps?: number };
  readonly mediaResolution?: { readonly level?: string };
}
interface GenerateBody {
  readonly systemInstruction?: { readonly parts: readonly Part[] };
  readonly contents: readonly { readonly parts: readonly Part[] }[];
  readonly generationConfig?: { readonly responseJsonSchema?: unknown; readonly seed?: number };
}

function modelOf(path: string): string | undefined {
  return /models\/([^:?]+):/.exec(path)?.[1];
}

/**
 * A server on the loopback address that speaks the wire protocol of the Gemini API: questions, streamed or not, resumable uploads,
 * files and models. By itself it answers like a judge, by the schema it is given, and refuses what the provider refuses.
 */
export async function startGeminiServer(options: GeminiServerOptions = {}): Promise<GeminiServer> {
  const { seed = 1, models = ['gemini-3.8-flash', 'gemini-3.5-flash-lite'], key = 'test-key' } = options;
  const requests: GeminiRequest[] = [];
  const files = new Map<string, GeminiFile>();
  const uploads = new Map<string, { readonly displayName: string; readonly chunks: Buffer[] }>();
  const scripts = createScripts<GeminiRoute, Reply>();
  let count = 0;

  const fileView = (file: GeminiFile) => ({
    name: file.name,
    displayName: file.displayName,
    mimeType: 'video/mp4',
    sizeBytes: String(file.bytes.byteLength),
    uri: `${origin}/v1beta/${file.name}`,
    state: file.states.length > 1 ? file.states.shift() : (file.states[0] ?? 'ACTIVE'),
  });

  /** Seconds of a part that is a video; `null` for all others. */
  function lengthOf({ inlineData, fileData }: Part): number | null {
    const inline = inlineData?.mimeType === 'video/mp4' ? Buffer.from(inlineData.data, 'base64') : null;
    const bytes = inline ?? (fileData && files.get(fileData.fileUri.slice(`${origin}/v1beta/`.length))?.bytes);
    return bytes ? (mp4Duration(bytes) ?? options.duration ?? 1) : null;
  }

  /** As the provider counts: by text, by frame that is looked at, by second of sound and of written times, by picture. */
  function tokensOf(part: Part): number {
    const length = lengthOf(part);
    const perFrame = part.mediaResolution?.level === 'MEDIA_RESOLUTION_HIGH' ? 280 : 70;
    if (length !== null) return Math.ceil(length * ((part.videoMetadata?.fps ?? 1) * perFrame + 25 + 7));
    return part.text === undefined ? 280 : Math.ceil(part.text.length / 4);
  }

  /** What the provider would say to this request, or `null` when it would answer. */
  function objection({ path, headers, body }: GeminiRequest): Reply | null {
    const cloud = path.includes('/projects/');
    if (cloud ? !/^Bearer /.test(String(headers.authorization)) : headers['x-goog-api-key'] !== key) return refusals.badKey();
    const model = modelOf(path);
    if (model !== undefined && !models.includes(model)) return refusals.noModel(model);
    const parts = (body as GenerateBody | null)?.contents?.flatMap((content) => content.parts) ?? [];
    if (parts.some(({ videoMetadata }) => (videoMetadata?.fps ?? 1) > 24)) return refusals.argument('fps must be in (0, 24].');
    const missing = parts.some(({ fileData }) => fileData && !files.has(fileData.fileUri.slice(`${origin}/v1beta/`.length)));
    return missing ? refusals.noFile() : null;
  }

  function stream(response: ServerResponse, request: GeminiRequest, chunks: readonly unknown[], broken = false) {
    if (!request.path.includes('alt=sse')) {
      sendJson(response, 200, chunks.at(-1));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const events = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`);
    if (broken) {
      // Only once the first part has left is this an answer that broke off.
      response.write(events[0], () => setImmediate(() => response.destroy()));
      return;
    }
    for (const event of events) response.write(event);
    response.end();
  }

  function generate(response: ServerResponse, request: GeminiRequest, reply: Reply | undefined) {
    const body = request.body as GenerateBody; // the product's own request
    const settings = body.generationConfig;
    const parts = body.contents.flatMap((content) => content.parts);
    const lengths = parts.map(lengthOf).filter((length) => length !== null);
    const duration = lengths.length > 0 ? Math.min(...lengths) : (options.duration ?? 1);
    const answer = reply?.kind === 'answer' ? reply : undefined;
    const own = () =>
      JSON.stringify(plausibleAnswer(settings?.responseJsonSchema, { seed: seed + (settings?.seed ?? 0), duration }));
    const [before, after] = answer?.around ?? ['', ''];
    const whole = () => ({
      text: `${before}${answer?.text ?? own()}${after}`,
      finish: answer?.finish === undefined ? 'STOP' : answer.finish,
      version: answer?.version ?? options.version ?? `${modelOf(request.path)}-001`,
      response: `response-${++count}`,
      thoughts: answer?.thoughts ?? 40,
      inputTokens: [...(body.systemInstruction?.parts ?? []), ...parts].reduce((sum, part) => sum + tokensOf(part), 0),
    });
    const streamed = request.path.includes('alt=sse');
    const chunks = reply?.kind === 'chunks' ? reply.chunks : answerChunks(whole(), streamed);
    stream(response, request, chunks, reply?.kind === 'breaks');
  }

  function chunk(response: ServerResponse, request: GeminiRequest, body: Buffer) {
    const upload = uploads.get(request.path);
    if (!upload) return sendJson(response, 404, { error: { code: 404, message: 'no such upload' } });
    upload.chunks.push(body);
    if (!String(request.headers['x-goog-upload-command']).includes('finalize'))
      return sendJson(response, 200, '', { 'x-goog-upload-status': 'active' });
    const file: GeminiFile = {
      name: `files/f${++count}`,
      displayName: upload.displayName,
      bytes: Buffer.concat(upload.chunks),
      states: [...(options.fileStates ?? ['ACTIVE'])],
    };
    files.set(file.name, file);
    return sendJson(response, 200, { file: fileView(file) }, { 'x-goog-upload-status': 'final' });
  }

  function behave(response: ServerResponse, request: GeminiRequest, body: Buffer, reply: Reply | undefined): void {
    const name = `files/${/files\/([^?]+)/.exec(request.path)?.[1] ?? ''}`;
    const file = files.get(name);
    switch (request.route) {
      case 'generate':
        generate(response, request, reply);
        break;
      case 'upload': {
        const path = `/upload/session/${++count}`;
        const start = request.body as { readonly file: { readonly displayName?: string } };
        uploads.set(path, { displayName: start.file.displayName ?? '', chunks: [] });
        sendJson(response, 200, {}, { 'x-goog-upload-url': `${origin}${path}`, 'x-goog-upload-status': 'active' });
        break;
      }
      case 'chunk':
        chunk(response, request, body);
        break;
      case 'file':
        if (file) sendJson(response, 200, fileView(file));
        else answerWith(response, request, body, refusals.noFile());
        break;
      case 'delete':
        if (files.delete(name)) sendJson(response, 200, {});
        else answerWith(response, request, body, refusals.noFile());
        break;
      case 'files':
        sendJson(response, 200, { files: [...files.values()].map(fileView) });
        break;
      case 'models':
        sendJson(response, 200, {
          models: models.map((model) => ({
            name: `models/${model}`,
            displayName: model,
            supportedGenerationMethods: ['generateContent', 'countTokens'],
          })),
        });
    }
  }

  function answerWith(response: ServerResponse, request: GeminiRequest, body: Buffer, reply: Reply | undefined): void {
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
        behave(response, request, body, reply);
    }
  }

  const { origin, close } = await listenOnLoopback(async (incoming, response) => {
    const { method = '', url: path = '', headers } = incoming;
    const body = await bodyOf(incoming);
    const route = ROUTES.find(([pattern, wanted]) => wanted === method && pattern.test(path))?.[2];
    if (!route) return sendJson(response, 404, { error: { code: 404, message: `no route ${method} ${path}` } });
    const request: GeminiRequest = { route, method, path, headers, body: jsonOf(body), bytes: body.byteLength };
    requests.push(request);
    const scripted = scripts.next(route);
    return answerWith(response, request, body, scripted ?? objection(request) ?? undefined);
  });
  return {
    origin,
    requests,
    files,
    script: scripts.script,
    close,
  };
}
