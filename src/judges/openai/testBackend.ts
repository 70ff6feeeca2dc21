import { onTestFinished } from 'vitest';
import { type OpenaiServerOptions, type OpenaiTestServer, startOpenaiServer } from '../../../test/fakes/openaiServer.ts';
import type { AuditEntry } from '../../core/auditEntry.ts';
import { createBreaker } from '../network/breaker.ts';
import { createGuardedFetch } from '../network/guardedFetch.ts';
import { createRateBudget } from '../network/rateBudget.ts';
import { createTestClock, type TestClock } from '../network/testClock.ts';
import { createOpenaiBackend, type OpenaiBackend } from './openaiBackend.ts';
import type { OpenaiOptions } from './wire.ts';

export interface TestOpenai {
  readonly server: OpenaiTestServer;
  readonly backend: OpenaiBackend;
  readonly clock: TestClock;
  readonly audit: readonly AuditEntry[];
}

/** A backend that talks to a loopback server of its own, on a clock of its own. */
export async function startTestOpenai(
  options: Partial<OpenaiOptions> = {},
  serverOptions: OpenaiServerOptions = {},
): Promise<TestOpenai> {
  const server = await startOpenaiServer(serverOptions);
  onTestFinished(() => server.close());
  const { origin, baseUrl } = server;
  const clock = createTestClock();
  const audit: AuditEntry[] = [];
  const backend = createOpenaiBackend({
    model: 'qwen3-vl-8b',
    server: 'vllm',
    baseUrl,
    key: 'test-key',
    fetch: createGuardedFetch({ origins: [origin], secrets: () => ['test-key'], audit: (entry) => audit.push(entry), clock }),
    breaker: createBreaker({ origin, clock }),
    budget: createRateBudget({ requestsPerMinute: null, tokensPerMinute: null }, clock),
    clock,
    random: () => 1,
    ...options,
  });
  return { server, backend, clock, audit };
}
