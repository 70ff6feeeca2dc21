import { describe, expect, it } from 'vitest';
import { createRateBudget } from './rateBudget.ts';
import { createTestClock } from './testClock.ts';

const untouched = new AbortController().signal;

describe('the budget of a minute', () => {
  it('lets as many requests through as there is room for, in their order', async () => {
    const clock = createTestClock(0);
    const budget = createRateBudget({ requestsPerMinute: 2, tokensPerMinute: null }, clock);
    const granted: string[] = [];
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map(async (name) => {
        await budget.acquire(1, untouched);
        granted.push(name);
      }),
    );
    expect(granted).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(clock.waits).toEqual([60_000, 60_000]);
  });

  it('counts tokens, and gives a request above all room a minute of its own', async () => {
    const clock = createTestClock(0);
    const budget = createRateBudget({ requestsPerMinute: null, tokensPerMinute: 100 }, clock);
    await budget.acquire(60, untouched);
    await budget.acquire(40, untouched);
    expect(clock.now()).toBe(0);
    await budget.acquire(500, untouched);
    expect(clock.now()).toBe(60_000);
    await budget.acquire(1, untouched);
    expect(clock.now()).toBe(120_000);
  });

  it('lets go of who gave up without holding up those behind', async () => {
    const clock = createTestClock(0);
    const budget = createRateBudget({ requestsPerMinute: 1, tokensPerMinute: null }, clock);
    const cancel = new AbortController();
    const first = budget.acquire(1, untouched);
    const second = budget.acquire(1, cancel.signal);
    const third = budget.acquire(1, untouched);
    cancel.abort();
    await expect(second).rejects.toBe(cancel.signal.reason);
    await Promise.all([first, third]);
    expect(clock.now()).toBe(60_000);
  });

  it('learns from complaints: silence for as long as asked, and less from then on', async () => {
    const clock = createTestClock(0);
    const budget = createRateBudget({ requestsPerMinute: null, tokensPerMinute: 1_000 }, clock);
    for (let request = 0; request < 10; request += 1) await budget.acquire(50, untouched);
    budget.exceeded('requests', 90_000);
    budget.exceeded('tokens', 10_000);
    expect(budget.limits()).toEqual({ requestsPerMinute: 8, tokensPerMinute: 400 });
    await budget.acquire(1, untouched);
    expect(clock.now()).toBe(90_000);
  });

  it('does not take a complaint about others for a lesson', () => {
    const budget = createRateBudget({ requestsPerMinute: 60, tokensPerMinute: null }, createTestClock());
    budget.exceeded('requests', 1_000);
    expect(budget.limits().requestsPerMinute).toBe(60);
  });
});
