import { expect, it } from 'vitest';
import type { StripName, ThumbnailStrip } from '../../core/thumbnailStrip.ts';
import { ThumbnailQueue } from './thumbnailQueue.ts';

const names = (...blocks: number[]): StripName[] => blocks.map((block) => ({ level: 1, block }));
const stripOf = (name: StripName): ThumbnailStrip => ({
  ...name,
  times: new Float64Array(),
  width: 16,
  height: 9,
  columns: 8,
  jpeg: new Uint8Array(),
});

/** A queue whose strips are done when the test says so. */
function bench() {
  const begun: number[] = [];
  const stopped: number[] = [];
  const delivered: number[] = [];
  const errors: unknown[] = [];
  const open = new Map<number, PromiseWithResolvers<ThumbnailStrip | null>>();
  const queue = new ThumbnailQueue({
    make: (name, signal) => {
      const made = Promise.withResolvers<ThumbnailStrip | null>();
      begun.push(name.block);
      open.set(name.block, made);
      signal.addEventListener('abort', () => {
        stopped.push(name.block);
        made.reject(signal.reason);
      });
      return made.promise;
    },
    deliver: ({ block }) => delivered.push(block),
    onError: (error) => errors.push(error),
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const finish = async (block: number) => {
    open.get(block)?.resolve(stripOf({ level: 1, block }));
    await settled();
  };
  const fail = async (block: number) => {
    open.get(block)?.reject(new Error('no'));
    await settled();
  };
  return { queue, begun, stopped, delivered, errors, finish, fail, settled };
}

it('makes two at a time in the order of the wish', async () => {
  const { queue, begun, delivered, finish } = bench();
  queue.want(names(5, 6, 4));
  expect(begun).toEqual([5, 6]);
  await finish(6);
  expect(begun).toEqual([5, 6, 4]);
  await finish(5);
  await finish(4);
  expect(delivered).toEqual([6, 5, 4]);
});

it('stops what is no longer wanted, and begins nothing twice', async () => {
  const { queue, begun, stopped, delivered, finish, settled } = bench();
  queue.want(names(1, 2, 3));
  queue.want(names(2, 9));
  await settled();
  expect(stopped).toEqual([1]);
  expect(begun).toEqual([1, 2, 9]);
  await finish(2);
  expect(delivered).toEqual([2]);
  queue.dispose();
  expect(stopped).toEqual([1, 9]);
});

it('does not try again what could not be made', async () => {
  const { queue, begun, errors, fail } = bench();
  queue.want(names(1));
  await fail(1);
  queue.want(names(1, 2));
  expect(begun).toEqual([1, 2]);
  expect(errors).toHaveLength(1);
});

it('makes anew what is wanted again while it is still being stopped', async () => {
  const { queue, begun, stopped, delivered, finish } = bench();
  queue.want(names(1));
  queue.want([]);
  queue.want(names(1));
  expect([begun, stopped]).toEqual([[1, 1], [1]]);
  await finish(1);
  queue.want(names(1));
  expect(begun).toEqual([1, 1, 1]);
  expect(delivered).toEqual([1]);
});
