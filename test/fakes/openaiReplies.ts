import type { Reply } from './geminiReplies.ts';

/** What the server does with one request instead of what it would do by itself. */
export type OpenaiReply =
  | Exclude<Reply, { readonly kind: 'answer' }>
  /** Text of the answer, by itself a plausible one; `finish` null leaves the stream without an end. */
  | {
      readonly kind: 'answer';
      readonly text?: string;
      readonly around?: readonly [string, string];
      /** Sent before the answer, as servers tell thinking apart. */
      readonly thinking?: string;
      readonly finish?: string | null;
      readonly version?: string;
    };

function failure(status: number, message: string, type: string, code: string | number | null = null): OpenaiReply {
  return { kind: 'http', status, body: { error: { message, type, param: null, code } } };
}

/** Ways in which servers of this dialect say no, in their own words. */
export const openaiRefusals = {
  perMinute: (seconds: string | null): OpenaiReply => ({
    kind: 'http',
    status: 429,
    body: { error: { message: 'Rate limit reached for requests per minute.', type: 'requests', code: 'rate_limit_exceeded' } },
    ...(seconds !== null && { headers: { 'retry-after': seconds } }),
  }),
  perDay: () => failure(429, 'Rate limit reached for requests per day (RPD): limit 200.', 'requests', 'rate_limit_exceeded'),
  noCredit: () => failure(429, 'You exceeded your current quota.', 'insufficient_quota', 'insufficient_quota'),
  overloaded: () => failure(503, 'The server is busy. Please try again later.', 'ServiceUnavailable', 503),
  internal: () => failure(500, 'EngineCore encountered an issue.', 'InternalServerError', 500),
  badKey: () => failure(401, 'Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'),
  noRight: () => failure(403, 'You are not allowed to sample from this model.', 'invalid_request_error'),
  noModel: (model: string) => failure(404, `The model \`${model}\` does not exist.`, 'NotFoundError', 404),
  argument: (message: string) => failure(400, message, 'BadRequestError', 400),
  /** As FastAPI refuses a field. */
  field: (name: string): OpenaiReply => ({
    kind: 'http',
    status: 422,
    body: { detail: [{ type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted' }] },
  }),
  page: (): OpenaiReply => ({
    kind: 'http',
    status: 502,
    body: '<html><head><title>502 Bad Gateway</title></head></html>',
    headers: { 'content-type': 'text/html' },
  }),
} as const;

/** One chunk of a streamed answer. */
export function chunkOf(delta: unknown, finish: string | null = null): unknown {
  return { id: 'chatcmpl-x', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] };
}

export interface WholeOpenaiAnswer {
  readonly id: string;
  readonly model: string;
  readonly fingerprint: string | null;
  readonly thinking: string;
  readonly text: string;
  readonly finish: string | null;
  readonly inputTokens: number;
  readonly withUsage: boolean;
  readonly withLogprobs: boolean;
}

const ANSWERS = ['pass', 'partial', 'fail', 'na'];
/** Share of its probability that a model gives to the answer it writes; the others share the rest. */
const SURE = 0.7;

function tokenProbabilities(token: string): unknown {
  const alternatives = ANSWERS.includes(token)
    ? ANSWERS.map((answer) => ({ token: answer, logprob: Math.log(answer === token ? SURE : (1 - SURE) / 3) }))
    : [{ token, logprob: 0 }];
  return { token, logprob: alternatives[0]?.logprob, bytes: [...Buffer.from(token)], top_logprobs: alternatives };
}

/** The JSON chunks of an answer: its thinking, its text in pieces, its end, its account. */
export function answerChunks(answer: WholeOpenaiAnswer): unknown[] {
  const { id, model, fingerprint, thinking, text, finish, inputTokens } = answer;
  const head = { id, object: 'chat.completion.chunk', created: 1_795_000_000, model, system_fingerprint: fingerprint };
  const chunk = (delta: unknown, reason: string | null, logprobs: unknown = null) => ({
    ...head,
    choices: [{ index: 0, delta, finish_reason: reason, logprobs }],
    ...(answer.withUsage && { usage: null }),
  });
  const tokens = text.match(/\w+|\W+?/g) ?? [];
  const size = Math.max(1, Math.ceil(tokens.length / 3));
  const pieces = Array.from({ length: Math.ceil(tokens.length / size) }, (_, at) => tokens.slice(at * size, (at + 1) * size));
  const outputTokens = tokens.length + Math.ceil(thinking.length / 4);
  return [
    chunk({ role: 'assistant', content: '' }, null),
    ...(thinking === '' ? [] : [chunk({ content: null, reasoning_content: thinking }, null)]),
    ...pieces.map((piece) =>
      chunk({ content: piece.join('') }, null, answer.withLogprobs ? { content: piece.map(tokenProbabilities) } : null),
    ),
    ...(finish === null ? [] : [chunk({}, finish)]),
    ...(answer.withUsage
      ? [
          {
            ...head,
            choices: [],
            usage: {
              prompt_tokens: inputTokens,
              completion_tokens: outputTokens,
              total_tokens: inputTokens + outputTokens,
              prompt_tokens_details: { cached_tokens: Math.floor(inputTokens / 2) },
            },
          },
        ]
      : []),
  ];
}
