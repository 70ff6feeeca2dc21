import { describe, expect, it } from 'vitest';
import { createSlots } from './slots.ts';

describe('slots', () => {
  it('run so many at once, in order, and go on after a failure', async () => {
    const inSlot = createSlots(2);
    const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
    const begun: number[] = [];
    const works = gates.map(({ promise }, index) =>
      inSlot(async () => {
        begun.push(index);
        await promise;
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    gates[1]?.reject(new Error('no'));
    await expect(works[1]).rejects.toThrow('no');
    await new Promise(setImmediate);
    expect(begun).toEqual([0, 1, 2]);
    for (const gate of gates) gate.resolve();
    await Promise.all([works[0], works[2], works[3]]);
    expect(begun).toEqual([0, 1, 2, 3]);
  });
});
