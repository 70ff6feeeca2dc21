import { expect, test } from 'vitest';
import { coalesced } from './coalesced.ts';

/** Work that ends when it is told to. */
function manual() {
  const runs: { readonly item: string; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const work = (item: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const number = runs.length + 1;
    runs.push({ item, end: () => resolve(number), fail: reject });
    return promise;
  };
  return { runs, work: coalesced(work, (item) => item) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('calls during a run share the one that comes after it', async () => {
  const { runs, work } = manual();
  const first = work('a');
  await settled();
  const later = [work('a'), work('a'), work('a')];
  await settled();
  expect(runs).toHaveLength(1);
  runs[0]?.end();
  expect(await first).toBe(1);
  await settled();
  expect(runs).toHaveLength(2);
  runs[1]?.end();
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
});

test('a run that fails is told to its own callers and does not stop the next', async () => {
  const { runs, work } = manual();
  const first = work('a');
  await settled();
  const second = work('a');
  runs[0]?.fail(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await settled();
  runs[1]?.end();
  expect(await second).toBe(2);
});

test('keys do not wait for each other', async () => {
  const { runs, work } = manual();
  void work('a');
  void work('b');
  await settled();
  expect(runs.map(({ item }) => item)).toEqual(['a', 'b']);
});
