import { expect, it } from 'vitest';
import { Consents } from './consents.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const A = 'https://a.example';
const B = 'https://b.example';

function memento(kept?: unknown) {
  let value = kept;
  return {
    keys: () => [],
    get: () => value,
    update: async (_key: string, next: unknown) => {
      value = next;
    },
  };
}

it('holds for one endpoint and one folder, over restarts, until it is revoked', async () => {
  const kept = memento();
  const consents = new Consents(kept);
  await consents.allow(A, 'file:///one', NOW);
  await consents.allow(A, 'file:///one', NOW);
  await consents.allow(B, 'file:///one', NOW);
  const again = new Consents(kept);
  expect([again.has(A, 'file:///one'), again.has(A, 'file:///two'), again.has(A, '')]).toEqual([true, false, false]);
  expect(again.all()).toHaveLength(2);
  await again.revoke(again.all().filter(({ origin }) => origin === A));
  expect([again.has(A, 'file:///one'), again.has(B, 'file:///one')]).toEqual([false, true]);
});

it.each([
  ['nothing', undefined],
  ['another form', { [A]: true }],
  ['an entry without a time', [{ origin: A, folder: 'file:///one' }]],
])('is not made of %s', (_, value) => {
  expect(new Consents(memento(value)).has(A, 'file:///one')).toBe(false);
});
