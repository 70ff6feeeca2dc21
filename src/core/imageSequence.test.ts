import { expect, test } from 'vitest';
import { imageSequenceOf } from './imageSequence.ts';

const numbered = (from: number, count: number, name: (number: string) => string, digits = 5) =>
  Array.from({ length: count }, (_, index) => name(String(from + index).padStart(digits, '0')));

test('the longest run of numbered pictures is the sequence', () => {
  const names = [...numbered(1, 4, (n) => `frame_${n}.png`), ...numbered(0, 9, (n) => `depth_${n}.exr`), 'notes.txt', '1.mp4'];
  expect(imageSequenceOf(names, null)).toEqual({ before: 'depth_', after: '.exr', digits: 5, first: 0, count: 9 });
  expect(imageSequenceOf(names, 'frame_00002.png')).toMatchObject({ before: 'frame_', first: 1, count: 4 });
});

test('a gap ends a sequence, and a single picture is none', () => {
  const names = [...numbered(1, 3, (n) => `a${n}.png`), ...numbered(5, 2, (n) => `a${n}.png`), 'b1.png'];
  expect(imageSequenceOf(names, null)).toMatchObject({ before: 'a', first: 1, count: 3 });
  expect(imageSequenceOf(names, 'a00006.png')).toMatchObject({ first: 5, count: 2 });
  expect(imageSequenceOf(names, 'b1.png')).toBeNull();
  expect(imageSequenceOf([], null)).toBeNull();
});

test('numbers without leading zeros follow one another by value', () => {
  expect(
    imageSequenceOf(
      numbered(8, 4, (n) => `${n}.jpg`, 0),
      null,
    ),
  ).toEqual({
    before: '',
    after: '.jpg',
    digits: 0,
    first: 8,
    count: 4,
  });
});
