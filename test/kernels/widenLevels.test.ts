import { expect, test } from 'vitest';
import { createKernels } from '../../src/media/kernels/kernels.ts';

/** Every code of 8 bits, and a length that is no multiple of what the kernels take at once. */
const CODES = Uint8Array.from({ length: 261 }, (_, i) => i % 256);
/** Height above black as a share of the span to white. */
const heights = Array.from(CODES, (code) => Math.max(0, Math.min(219, code - 16)) / 219);

test('limited range is widened to 8 bits, in place', () => {
  const kernels = createKernels(1000);
  const bytes = kernels.bytes(CODES.length);
  bytes.view.set(CODES);
  kernels.run.widenToBytes(bytes.address, CODES.length, bytes.address);
  expect([...bytes.view]).toEqual(heights.map((height) => Math.round(255 * height)));
});

test('limited range is widened to 16 bits', () => {
  const kernels = createKernels(2000);
  const bytes = kernels.bytes(CODES.length);
  const shorts = kernels.unsignedShorts(CODES.length);
  bytes.view.set(CODES);
  kernels.run.widenToShorts(bytes.address, CODES.length, shorts.address);
  expect([...shorts.view]).toEqual(heights.map((height) => Math.round(65535 * height)));
});
