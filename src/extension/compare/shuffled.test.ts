import { expect, it } from 'vitest';
import { seededRandom } from '../../core/stats/random.ts';
import { shuffled } from './shuffled.ts';

it('draws every order about as often as any other, and loses nothing', () => {
  const random = seededRandom(7);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const order = shuffled(['a', 'b', 'c'], random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
