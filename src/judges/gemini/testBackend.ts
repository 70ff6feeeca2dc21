import { onTestFinished } from 'vitest';
import { type GeminiServer, type GeminiServerOptions, startGeminiServer } from '../../../test/fakes/geminiServer.ts';
import type { AuditEntry } from '../../core/auditEntry.ts';
import type { FootageVideo } from '../../core/footage.ts';
import type { ModelCall } from '../backend.ts';
import { createBreaker } from '../network/breaker.ts';
import { createGuardedFetch } from '../network/guardedFetch.ts';
import { createRateBudget } from '../network/rateBudget.ts';
import { createTestClock, type TestClock } from '../network/testClock.ts';
import { createGeminiBackend, type GeminiBackend } from './geminiBackend.ts';
import type { GeminiOptions } from './wire.ts';

export interface TestGemini {
  readonly server: GeminiServer;
  readonly backend: GeminiBackend;
  readonly clock: TestClock;
  readonly audit: readonly AuditEntry[];
}

/** A backend that talks to a loopback server of its own, on a clock of its own. */
export async function startTestGemini(
  options: Partial<GeminiOptions> = {},
  serverOptions: GeminiServerOptions = {},
): Promise<TestGemini> {
  const server = await startGeminiServer(serverOptions);
  onTestFinished(() => server.close());
  const { origin } = server;
  const clock = createTestClock();
  const audit: AuditEntry[] = [];
  const backend = createGeminiBackend({
    model: 'gemini-3.8-flash',
    access: { kind: 'key', key: 'test-key' },
    origin,
    fetch: createGuardedFetch({ origins: [origin], secrets: () => ['test-key'], audit: (entry) => audit.push(entry), clock }),
    breaker: createBreaker({ origin, clock }),
    budget: createRateBudget({ requestsPerMinute: null, tokensPerMinute: null }, clock),
    clock,
    random: () => 1,
    ...options,
  });
  return { server, backend, clock, audit };
}

export const SCHEMA = {
  type: 'object',
  properties: {
    focus: {
      type: 'object',
      properties: {
        evidence: {
          type: 'array',
          items: {
            type: 'object',
            properties: { endS: { type: 'number' }, observation: { type: 'string' }, startS: { type: 'number' } },
          },
        },
        responses: {
          type: 'object',
          properties: {
            sharp: {
              type: 'object',
              properties: {
                basis: { type: 'array', items: { type: 'integer' } },
                reason: { type: 'string' },
                result: { type: 'string', enum: ['pass', 'partial', 'fail', 'na'] },
              },
            },
          },
        },
      },
    },
  },
};

/** Bytes that no decoder will see. */
export function testVideo(size = 1_000): FootageVideo {
  return { bytes: new Uint8Array(size).fill(7), mimeType: 'video/mp4', width: 640, height: 360, duration: 4, hasAudio: true };
}

export function testCall(video: FootageVideo = testVideo()): ModelCall {
  return {
    system: 'You look at films.',
    parts: [
      { kind: 'video', video, sampling: { frameRate: 8, resolution: 'low' } },
      { kind: 'text', text: 'Is it sharp?' },
    ],
    schema: SCHEMA,
    seed: 11,
    outputTokens: 2_000,
    thinking: 'low',
  };
}

/** A signal that nothing aborts. */
export function untouched(): AbortSignal {
  return new AbortController().signal;
}
