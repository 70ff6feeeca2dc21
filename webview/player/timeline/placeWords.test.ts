import { expect, test } from 'vitest';
import type { Boundary } from '../../../src/core/signals.ts';
import type { Hit } from './hitTest.ts';
import { placeWords } from './placeWords.ts';

const cut: Boundary = { kind: 'cut', start: 2, end: 2, confidence: 1 };
const dissolve: Boundary = { kind: 'dissolve', start: 5, end: 6, confidence: 1 };
const shots = [
  { index: 0, start: 0, end: 2 },
  { index: 1, start: 2, end: 5.5 },
  { index: 2, start: 5.5, end: 8 },
];
const scene = { shots, boundaries: [cut, dissolve], corrected: [2] };
const nothing: Hit = { kind: 'time' };

test('a place is told by its shot, and by the transition that it lies in', () => {
  expect(placeWords(scene, 1, nothing)).toEqual(['Shot 1']);
  expect(placeWords(scene, 5.2, nothing)).toEqual(['Shot 2 · Dissolve']);
  expect(placeWords(scene, 5.8, nothing)).toEqual(['Shot 3 · Dissolve']);
  expect(placeWords(scene, 7, nothing)).toEqual(['Shot 3']);
});

test('a boundary that can be grabbed says what it is, and who put it', () => {
  expect(placeWords(scene, 1.98, { kind: 'boundary', boundary: cut })).toEqual(['Shot 1 · Cut · corrected by hand']);
});

test('over a curve the value there comes first, and a clip of one shot has no number to tell', () => {
  const trace = {
    operator: 'camera-shake',
    title: 'Camera shake',
    unit: '% of picture size',
    aspect: 'cinematography',
    threshold: null,
    times: Float64Array.of(0, 4),
    values: Float32Array.of(0.5, 1.756),
  };
  const hit: Hit = { kind: 'trace', trace };
  expect(placeWords(scene, 4.1, hit)).toEqual(['Camera shake: 1.76\u00a0% of picture size', 'Shot 2']);
  expect(placeWords({ shots: shots.slice(0, 1), boundaries: [], corrected: [] }, 4.1, hit)).toHaveLength(1);
  expect(placeWords({ shots: [], boundaries: [], corrected: [] }, 4.1, nothing)).toEqual([]);
});
