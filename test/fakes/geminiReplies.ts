/** What the server does with one request instead of what it would do by itself. */
export type Reply =
  /** Text of the answer, by itself a plausible one; `finish` null leaves the stream without an end. */
  | {
      readonly kind: 'answer';
      readonly text?: string;
      readonly around?: readonly [string, string];
      readonly finish?: string | null;
      readonly version?: string;
      readonly thoughts?: number;
    }
  /** The provider's JSON as it stands: one chunk of a stream each. */
  | { readonly kind: 'chunks'; readonly chunks: readonly unknown[] }
  | {
      readonly kind: 'http';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection ends before there is any answer. */
  | { readonly kind: 'reset' }
  /** The connection ends inside the answer. */
  | { readonly kind: 'breaks' }
  /** Nothing comes until the other side gives up. */
  | { readonly kind: 'silence' };

const TYPE = 'type.googleapis.com/google.rpc.';

function failure(status: number, code: string, message: string, details: readonly unknown[] = []): Reply {
  return { kind: 'http', status, body: { error: { code: status, message, status: code, details } } };
}

function quota(quotaId: string, message: string, retryDelay: string | null): Reply {
  const metric = 'generativelanguage.googleapis.com/generate_content_free_tier_requests';
  return failure(429, 'RESOURCE_EXHAUSTED', message, [
    { '@type': `${TYPE}QuotaFailure`, violations: [{ quotaMetric: metric, quotaId, quotaValue: '10' }] },
    ...(retryDelay === null ? [] : [{ '@type': `${TYPE}RetryInfo`, retryDelay }]),
  ]);
}

const EXCEEDED = 'You exceeded your current quota, please check your plan and billing details.';

/** The provider's ways of saying no, in its own words. */
export const refusals = {
  perMinute: (retryDelay: string | null) => quota('GenerateRequestsPerMinutePerProjectPerModel', EXCEEDED, retryDelay),
  perDay: () => quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier', EXCEEDED, '31s'),
  spendCap: () => failure(429, 'RESOURCE_EXHAUSTED', 'Your project has exceeded its monthly spending cap.'),
  overloaded: () => failure(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
  internal: () => failure(500, 'INTERNAL', 'An internal error has occurred.'),
  badKey: () =>
    failure(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
      { '@type': `${TYPE}ErrorInfo`, reason: 'API_KEY_INVALID', domain: 'googleapis.com' },
    ]),
  noRight: () => failure(403, 'PERMISSION_DENIED', 'Permission denied on resource project.'),
  noModel: (model: string) => failure(404, 'NOT_FOUND', `models/${model} is not found for API version v1beta.`),
  noFile: () => failure(403, 'PERMISSION_DENIED', 'You do not have permission to access the File abc or it may not exist.'),
  unknownName: (name: string) =>
    failure(400, 'INVALID_ARGUMENT', `Invalid JSON payload received. Unknown name "${name}": Cannot find field.`),
  argument: (message: string) => failure(400, 'INVALID_ARGUMENT', message),
  page: (): Reply => ({
    kind: 'http',
    status: 502,
    body: '<html><head><title>502 Bad Gateway</title></head></html>',
    headers: { 'content-type': 'text/html' },
  }),
} as const;

export interface WholeAnswer {
  readonly text: string;
  readonly finish: string | null;
  readonly version: string;
  readonly response: string;
  readonly thoughts: number;
  readonly inputTokens: number;
}

/** The JSON chunks of an answer: the text in pieces, its account at the end. One piece and its account are one chunk. */
export function answerChunks(answer: WholeAnswer, streamed: boolean): unknown[] {
  const size = Math.max(1, Math.ceil(answer.text.length / (streamed ? 3 : 1)));
  const pieces = Array.from({ length: Math.ceil(answer.text.length / size) }, (_, index) =>
    answer.text.slice(index * size, (index + 1) * size),
  );
  const outputTokens = Math.ceil(answer.text.length / 4);
  const head = { modelVersion: answer.version, responseId: answer.response };
  return [
    ...(streamed ? pieces : []).map((text) => ({
      candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0 }],
      ...head,
    })),
    {
      candidates: [
        {
          content: { role: 'model', parts: streamed ? [] : pieces.map((text) => ({ text })) },
          index: 0,
          ...(answer.finish === null ? {} : { finishReason: answer.finish }),
        },
      ],
      usageMetadata: {
        promptTokenCount: answer.inputTokens,
        candidatesTokenCount: outputTokens,
        thoughtsTokenCount: answer.thoughts,
        totalTokenCount: answer.inputTokens + outputTokens + answer.thoughts,
      },
      ...head,
    },
  ];
}
