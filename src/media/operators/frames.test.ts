import { describe, expect, test } from 'vitest';
import { shownBeside } from './frames.ts';

describe('a number next to its limit', () => {
  test.each([
    { limit: 2, value: 2.04, text: '2.04' },
    { limit: 1.9, value: 1.9004, text: '1.9004' },
    { limit: 15, value: 54.93, text: '54.9' },
    { limit: 2, value: 2, text: '2' },
  ])('$value beside $limit is $text', ({ limit, value, text }) => {
    expect(shownBeside(limit, value)).toBe(text);
  });
});
