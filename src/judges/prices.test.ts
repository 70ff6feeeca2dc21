import { describe, expect, it } from 'vitest';
import { builtinPrices, costOf, parsePriceTable } from './prices.ts';

const usage = { calls: 18, inputTokens: 1_000_000, cachedTokens: 0, outputTokens: 1_000_000 };
const november = new Date('2026-11-22T12:00:00Z');

describe('what calls cost', () => {
  it('goes by the price of the day', () => {
    const asOf = builtinPrices.asOf;
    expect(costOf(usage, 'gemini-3.8-flash', builtinPrices, november)).toEqual({ usd: 4.5, asOf });
    expect(costOf(usage, 'gemini-3.8-flash', builtinPrices, new Date('2026-12-31T23:00:00Z'))?.usd).toBe(4.5);
    expect(costOf(usage, 'gemini-3.8-flash', builtinPrices, new Date('2027-01-01T00:00:00Z'))?.usd).toBe(9);
  });

  it('goes by the size of a call', () => {
    expect(costOf(usage, 'gemini-3.1-pro-preview', builtinPrices, november)?.usd).toBe(14);
    expect(costOf({ ...usage, calls: 4 }, 'gemini-3.1-pro-preview', builtinPrices, november)?.usd).toBe(22);
  });

  it('takes what the provider had kept at its own price, where that is known', () => {
    const kept = { ...usage, cachedTokens: 1_000_000 };
    expect(costOf(kept, 'gemini-4-hydrogen', builtinPrices, november)?.usd).toBeCloseTo(7.575, 9);
    expect(costOf(kept, 'gemini-4-neon', builtinPrices, november)?.usd).toBe(18);
  });

  it('is that of the model for any version of it', () => {
    expect(costOf(usage, 'gemini-3.8-flash-001', builtinPrices, november)?.usd).toBe(4.5);
    expect(costOf(usage, 'gemini-3.8-flash-lite', builtinPrices, november)).toBeNull();
  });

  it('is not known for a model that is not in the table', () => {
    expect(costOf(usage, 'gemini-9', builtinPrices, november)).toBeNull();
    expect(costOf(usage, 'constructor', builtinPrices, november)).toBeNull();
  });
});

describe('a price table', () => {
  it('may be the user’s', () => {
    const table = parsePriceTable({ asOf: '2026-01-01', models: { own: [{ input: 1, output: 2 }] } });
    expect(costOf(usage, 'own', table, november)).toEqual({ usd: 3, asOf: '2026-01-01' });
  });

  it.each([
    [{ asOf: 'today', models: {} }, 'asOf'],
    [{ asOf: '2026-01-01', models: { own: [] } }, 'models.own'],
    [{ asOf: '2026-01-01', models: { own: [{ input: '1', output: 2 }] } }, 'models.own.0.input'],
    [{ asOf: '2026-01-01', models: { own: [{ input: -1, output: 2 }] } }, 'models.own.0.input'],
    [null, 'the table'],
  ])('that cannot be read says where: %j', (value, place) => {
    expect(() => parsePriceTable(value)).toThrow(
      expect.objectContaining({ code: 'settings/invalid', message: expect.stringContaining(place) }),
    );
  });
});
