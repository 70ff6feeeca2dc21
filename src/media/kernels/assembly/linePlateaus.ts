import { existing, LANES, rises, sample } from './shared/line16.ts';

/** Bits that are certain to be there when eight bytes are read from the one that holds a bit. */
const BITS = 57;
/** Flat steps that a plateau has at least, and a mask of the bits that as many more follow on. */
const LEAST = 5;
const STARTS: u64 = (1 << (BITS - LEAST + 1)) - 1;

/** The bits from `at` on. */
function bitsFrom(mask: usize, at: i32): u64 {
  return load<u64>(mask + (at >> 3)) >> (at & 7);
}

/** Cuts samples without steps between them where they have drifted off; returns the address of the next plateau. */
function addPlateaus(line: usize, from: i32, end: i32, drift: i32, target: usize): usize {
  let next = target;
  let start = from;
  while (end - start > LEAST) {
    const first = sample(line, start);
    let sum = first;
    let x = start + 1;
    while (x < end) {
      const value = sample(line, x);
      if (abs(value - first) > drift) break;
      sum += value;
      x++;
    }
    if (x - start > LEAST) {
      store<i32>(next, start);
      store<i32>(next + 4, x);
      store<i32>(next + 8, sum);
      next += 12;
    }
    start = x;
  }
  return next;
}

/**
 * The plateaus of a line, from left to right, each as long as it gets and of at least six samples.
 *
 * @param line address of `length` 16-bit unsigned numbers; up to 18 bytes beyond its end are read.
 * @param step what neighbours on a plateau differ by at most, and `drift` what its samples differ by from its first.
 * @param mask address of an eighth of `length` bytes, rounded up, and eight more, that are overwritten.
 * @param plateaus address of three 32-bit numbers a plateau that are written: its first sample, the one behind its last, and the
 *   sum of its samples.
 * @returns how many there are.
 */
export function findPlateaus(line: usize, length: i32, step: i32, drift: i32, mask: usize, plateaus: usize): i32 {
  const threshold = i16x8.splat(<i16>step);
  let end = mask;
  for (let x = 0; x < length - 1; x += LANES) {
    const here = v128.load(line + 2 * x);
    const next = v128.load(line + 2 * x + 2);
    store<u8>(end++, ~(rises(here, next, threshold) | rises(next, here, threshold)) & existing(x, length - 1));
  }
  store<u64>(end, 0);
  let target = plateaus;
  let x = 0;
  while (x < length - LEAST) {
    const flat = bitsFrom(mask, x);
    const pairs = flat & (flat >> 1);
    const starts = pairs & (pairs >> 2) & (flat >> 4) & STARTS;
    if (starts === 0) {
      x += BITS - LEAST + 1;
      continue;
    }
    const first = x + <i32>ctz(starts);
    let last = first + LEAST;
    let more = <i32>ctz(~bitsFrom(mask, last));
    while (more >= BITS) {
      last += BITS;
      more = <i32>ctz(~bitsFrom(mask, last));
    }
    last += more;
    target = addPlateaus(line, first, last + 1, drift, target);
    x = last + 1;
  }
  return <i32>(target - plateaus) / 12;
}
