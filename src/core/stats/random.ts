/** Uniform on [0, 1) with 32 random bits. */
export type Random = () => number;

/**
 * xoshiro128** from four 32-bit words, not all 0. Blackman & Vigna, "Scrambled linear pseudorandom number generators",
 * ACM TOMS 47 (2021). Returns whole numbers 0…2³² − 1.
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/**
 * The same numbers for the same seed on every machine: xoshiro128** whose state comes from the seed through
 * splitmix32, as its authors advise.
 *
 * @param seed a whole number; only its low 32 bits count.
 */
export function seededRandom(seed: number): Random {
  let counter = seed | 0;
  const word = (): number => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  const next = xoshiro128([word(), word(), word(), word()]);
  return () => next() / 2 ** 32;
}

/** A copy in random order: Fisher & Yates, every order equally likely. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const left = [...values];
  const result: T[] = [];
  while (left.length > 0) result.push(...left.splice(Math.floor(random() * left.length), 1));
  return result;
}
