import { describe, expect, it } from 'vitest';
import { EvalVerseError } from '../../core/errors.ts';
import { createBreaker } from './breaker.ts';
import { createRateBudget } from './rateBudget.ts';
import { type RetryOptions, withRetry } from './retry.ts';
import { createTestClock } from './testClock.ts';
import { ConnectionError, WireError } from './wireError.ts';

const endpoint = { origin: 'https://models.example', model: 'm' };
const wireError = (status: number, said = '', retryAfter: number | null = null, codes: readonly string[] = []) =>
  new WireError(status, { retryAfter, said, codes });

/** Runs attempts that fail with these errors in turn, and then succeed. */
async function attempt(errors: readonly unknown[], options: Partial<RetryOptions> = {}) {
  const clock = createTestClock(0);
  const budget = createRateBudget({ requestsPerMinute: null, tokensPerMinute: null }, clock);
  let attempts = 0;
  const outcome = await withRetry(
    async () => {
      attempts += 1;
      if (attempts <= errors.length) throw errors[attempts - 1];
      return 'fine';
    },
    {
      signal: new AbortController().signal,
      endpoint,
      breaker: createBreaker({ origin: endpoint.origin, clock }),
      budget,
      tokens: 1,
      clock,
      random: () => 0,
      ...options,
    },
  ).catch((error: unknown) => error);
  return { outcome, attempts, waits: clock.waits };
}

describe('withRetry', () => {
  it('waits twice as long each time, up to a minute, half of it by chance', async () => {
    const failures = Array.from({ length: 5 }, () => new ConnectionError('reset'));
    expect(await attempt(failures)).toEqual({ outcome: 'fine', attempts: 6, waits: [500, 1_000, 2_000, 4_000, 8_000] });
    const { waits } = await attempt(failures, { random: () => 0.5 });
    expect(waits).toEqual([750, 1_500, 3_000, 6_000, 12_000]);
  });

  it('never comes back before the server allows it', async () => {
    const { waits } = await attempt([wireError(503, '', 45_000), wireError(429, '', 100)]);
    expect(waits).toEqual([45_000, 1_000]);
  });

  it('tells those who wait how long', async () => {
    const told: number[] = [];
    await attempt([new ConnectionError('reset')], { onWait: (wait) => told.push(wait) });
    expect(told).toEqual([500]);
  });

  it.each([
    [wireError(401), 'judge/key'],
    [wireError(403), 'judge/key'],
    [wireError(400, 'Incorrect API key', null, ['invalid_api_key']), 'judge/key'],
    [wireError(402, 'pay'), 'judge/quota'],
    [wireError(429, 'You exceeded your current quota', null, ['insufficient_quota']), 'judge/quota'],
    [wireError(404), 'judge/model'],
    [wireError(413, 'too large'), 'judge/rejected'],
    [wireError(422, 'unknown field'), 'judge/rejected'],
    [new EvalVerseError('judge/not-allowed', 'No.'), 'judge/not-allowed'],
  ])('stops at once for %s', async (error, code) => {
    const { outcome, attempts } = await attempt([error]);
    expect(outcome).toMatchObject({ code });
    expect(attempts).toBe(1);
  });

  it.each([
    [
      'Gemini, a minute',
      'You exceeded your current quota, please check your plan and billing details.',
      ['GenerateRequestsPerMinutePerProjectPerModel-FreeTier'],
      'fine',
    ],
    [
      'OpenAI, a minute',
      'Rate limit reached on tokens per min (TPM): Limit 10000. You can increase it at https://platform.openai.com/account/billing.',
      ['tokens', 'rate_limit_exceeded'],
      'fine',
    ],
    [
      'Gemini, a minute and a day',
      'You exceeded your current quota, please check your plan and billing details.',
      ['GenerateRequestsPerMinutePerProjectPerModel-FreeTier', 'GenerateRequestsPerDayPerProjectPerModel-FreeTier'],
      expect.objectContaining({ code: 'judge/quota' }),
    ],
    [
      'OpenAI, no credit',
      'You exceeded your current quota, please check your plan and billing details.',
      ['insufficient_quota'],
      expect.objectContaining({ code: 'judge/quota' }),
    ],
  ])('tells a full minute from a used-up quota: %s', async (_name, said, codes, expected) => {
    const { outcome } = await attempt([wireError(429, said, 100, codes)]);
    expect(outcome).toEqual(expected);
  });

  it('passes on what is not the wire’s', async () => {
    const bug = new RangeError('a bug');
    expect(await attempt([bug])).toMatchObject({ outcome: bug, attempts: 1 });
  });

  it('starts again at once when the request was amended, but not for ever', async () => {
    const refusal = () => wireError(400, 'seed is not supported');
    expect(await attempt([refusal(), refusal()], { amend: () => true })).toEqual({ outcome: 'fine', attempts: 3, waits: [] });
    const { outcome, attempts } = await attempt(Array.from({ length: 20 }, refusal), { amend: () => true });
    expect([outcome, attempts]).toEqual([expect.objectContaining({ code: 'judge/rejected' }), 6]);
  });

  it('ends without a further attempt when cancelled while it waits', async () => {
    const cancel = new AbortController();
    const { outcome, attempts } = await attempt([new ConnectionError('reset')], {
      signal: cancel.signal,
      onWait: () => cancel.abort(),
    });
    expect([outcome, attempts]).toEqual([cancel.signal.reason, 1]);
  });
});

describe('the breaker', () => {
  it('opens after ten failures in a row, and lets one try after a minute', () => {
    const clock = createTestClock(0);
    const breaker = createBreaker({ origin: endpoint.origin, clock });
    for (let failure = 0; failure < 9; failure += 1) breaker.failed();
    breaker.answered();
    for (let failure = 0; failure < 9; failure += 1) breaker.failed();
    expect(() => breaker.check()).not.toThrow();
    breaker.failed();
    expect(() => breaker.check()).toThrow('10 times in a row');
    void clock.wait(60_000, new AbortController().signal);
    expect(() => breaker.check()).not.toThrow();
    expect(() => breaker.check()).toThrow();
    breaker.answered();
    expect(() => breaker.check()).not.toThrow();
  });
});
