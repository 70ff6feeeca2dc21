import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.ts';

describe('fingerprint', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    // printf '%s' '{"a":[1,true,null],"b":"ü"}' | sha256sum
    const expected = '0556012393cc2bd7c99513896d3275364f0917f53eb68ec2c1831ae45e53c72b';
    expect(fingerprintOf({ b: 'ü', a: [1, true, null] })).toBe(expected);
  });

  it('does not depend on the order in which members were written, nor on undefined ones', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(fingerprintOf({ ...reversed, absent: undefined })).toBe(fingerprintOf(value));
      }),
    );
  });

  it.each([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    ['a', 'b'],
  ])('tells %j from %j', (one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, [undefined]])('refuses %s', (value) => {
    expect(() => fingerprintOf(value)).toThrow(TypeError);
  });
});
