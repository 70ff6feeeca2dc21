import { expect, test } from 'vitest';
import { createHopReader } from '../../src/media/analysis/hopReader.ts';
import { createKernels } from '../../src/media/kernels/kernels.ts';

/** A tone that grows, between −1 and 1. */
function sketchedSample(n: number): number {
  return Math.fround(0.4 * Math.sin(n / (3 + n / 200)) + (n % 7) / 20 - 0.15);
}

/** A filter section in direct form, over all of its samples so far. */
function filtered(x: readonly number[], b: readonly number[], a: readonly number[]): number[] {
  const y: number[] = [];
  for (let n = 0; n < x.length; n++) {
    const past = (values: readonly number[], gains: readonly number[], from: number) =>
      gains.reduce((sum, gain, k) => sum + (k >= from ? gain * (values[n - k] ?? 0) : 0), 0);
    y.push(past(x, b, 0) - past(y, [0, ...a], 1));
  }
  return y;
}

/** BS.1770-4, tables 1 and 2. */
function kWeighted(x: readonly number[]): number[] {
  const shelf = filtered(x, [1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585]);
  return filtered(shelf, [1, -2, 1], [-1.99004745483398, 0.99007225036621]);
}

test.each([1, 2, 3])('hops of %i interleaved channels are read as their samples say', (channels) => {
  const hop = 40;
  const lengths = [hop, hop, 23];
  const reader = createHopReader(channels, hop);
  const sampleOf = (channel: number, n: number) => sketchedSample(n * (channel + 1) + 11 * channel);
  let done = 0;
  for (const length of lengths) {
    for (let n = 0; n < length * channels; n++) {
      reader.interleaved[n] = sampleOf(n % channels, done + Math.floor(n / channels));
    }
    reader.read(length);
    const before = done;
    done += length;
    for (let channel = 0; channel < channels; channel++) {
      const all = Array.from({ length: done }, (_, n) => sampleOf(channel, n));
      const samples = all.slice(before);
      const at = (n: number) => all[n] ?? 0;
      const steps = samples.map((_, i) => {
        const n = before + i;
        return Math.abs(at(n) - 3 * at(n - 1) + 3 * at(n - 2) - at(n - 3));
      });
      const squares = (values: readonly number[]) => values.reduce((sum, x) => sum + x * x, 0);
      const { numbers } = reader;
      expect([...(reader.channels[channel] ?? [])].slice(0, length)).toEqual(samples);
      expect(numbers.sums[channel]).toBeCloseTo(
        all.reduce((sum, x) => sum + x, 0),
        12,
      );
      expect(numbers.power[channel]).toBeCloseTo(squares(all), 12);
      expect(numbers.squares[channel]).toBeCloseTo(squares(samples), 12);
      expect([numbers.lowest[channel], numbers.highest[channel]]).toEqual([Math.min(...samples), Math.max(...samples)]);
      expect(numbers.weighted[channel]).toBeCloseTo(squares(kWeighted(all).slice(before)), 12);
      expect(numbers.largestStep[channel]).toBeCloseTo(Math.max(...steps), 12);
      expect(numbers.steps[channel]).toBeCloseTo(
        steps.reduce((sum, step) => sum + step, 0),
        12,
      );
    }
  }
  reader.clear();
  expect([...reader.numbers.sums, ...reader.numbers.power].every((sum) => sum === 0)).toBe(true);
});

test('samples are correlated with those of every period before them', () => {
  const [length, shortest, count] = [50, 3, 13];
  const before = shortest + count + 7;
  const kernels = createKernels(4096);
  const samples = kernels.doubles(before + length);
  const products = kernels.doubles(count + 7);
  samples.view.set(samples.view.map((_, n) => sketchedSample(n)));
  kernels.run.correlatePeriods(samples.address + 8 * before, length, shortest, count, products.address);
  for (let i = 0; i < count; i++) {
    let product = 0;
    for (let n = before; n < before + length; n++) {
      product += (samples.view[n] ?? 0) * (samples.view[n - shortest - i] ?? 0);
    }
    expect(products.view[i], `period ${shortest + i}`).toBeCloseTo(product, 12);
  }
});

test('two channels are put under a window', () => {
  const size = 10;
  const kernels = createKernels(4096);
  const [left, right] = [kernels.floats(size), kernels.floats(size)];
  const [window, real, imaginary] = [kernels.doubles(size), kernels.doubles(size), kernels.doubles(size)];
  for (let n = 0; n < size; n++) {
    left.view[n] = sketchedSample(n);
    right.view[n] = sketchedSample(3 * n + 1);
    window.view[n] = Math.sin(n);
  }
  kernels.run.windowPair(left.address, right.address, window.address, size, real.address, imaginary.address);
  const under = (channel: Float32Array) => Array.from(channel, (x, n) => x * Math.sin(n));
  expect([...real.view]).toEqual(under(left.view));
  expect([...imaginary.view]).toEqual(under(right.view));
});
