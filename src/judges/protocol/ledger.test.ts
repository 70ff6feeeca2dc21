import { describe, expect, it } from 'vitest';
import { complete, without } from '../../../test/fixtures/scriptedBackend.ts';
import { createLedger, mergeFootage, shareUsage, sumUsage } from './ledger.ts';

const usage = { inputTokens: 100, cachedTokens: 40, outputTokens: 10 };

describe('ledger', () => {
  it('adds up every call, also those without an answer', () => {
    const ledger = createLedger('asked-for', ({ inputTokens }, model) => ({ usd: inputTokens / 1000, asOf: model }));
    ledger.add(complete('', { usage, version: 'v1', response: 'r1' }));
    ledger.add({ ...without('blocked'), usage });
    expect(ledger.usage()).toEqual({
      calls: 2,
      inputTokens: 200,
      cachedTokens: 80,
      outputTokens: 20,
      cost: { usd: 0.2, asOf: 'asked-for' },
    });
    expect([...ledger.versions]).toEqual(['v1']);
    expect(ledger.responses).toEqual(['r1']);
  });

  it('knows no sum of which a part is unknown', () => {
    const ledger = createLedger('m', (_usage, model) => (model === 'v1' ? { usd: 1, asOf: 'today' } : null));
    ledger.add(complete('', { usage, version: 'v1' }));
    ledger.add(complete('', { usage, version: 'v2' }));
    expect(ledger.usage()).toMatchObject({ calls: 2, cost: null });
    ledger.add(complete('', { usage: null }));
    expect(ledger.usage()).toBeNull();
    expect(sumUsage([])).toBeNull();
    expect(shareUsage(null, 3)).toBeNull();
  });

  it('shares evenly, so that the shares add up', () => {
    const whole = { calls: 1, ...usage, cost: { usd: 0.3, asOf: 'today' } };
    const shares = sumUsage(Array.from({ length: 3 }, () => shareUsage(whole, 3)));
    expect(shares?.inputTokens).toBeCloseTo(100, 9);
    expect(shares?.cost?.usd).toBeCloseTo(0.3, 12);
  });

  it('keeps the finest footage and all bytes', () => {
    const low = { kind: 'video', frameRate: 3, longSide: 1280, withAudio: false, bytes: 5 } as const;
    expect(mergeFootage([low, { ...low, frameRate: 8, withAudio: true }])).toEqual({
      ...low,
      frameRate: 8,
      withAudio: true,
      bytes: 10,
    });
    expect(mergeFootage([])).toBeNull();
  });
});
