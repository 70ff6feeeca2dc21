import { expect, test } from 'vitest';
import { type Material, unmetNeeds, whyNotApplicable } from './needs.ts';

const everything: Material = {
  prompt: 'A fox at dawn.',
  hasReference: true,
  hasAudio: true,
  shots: [
    { index: 0, start: 0, end: 2 },
    { index: 1, start: 2, end: 4 },
  ],
  withoutFaces: false,
};
const WHOLE = { start: 0, end: 4 };
const unmet = (changes: Partial<Material>, span = WHOLE) => [...unmetNeeds({ ...everything, ...changes }, span).keys()];

test('what a clip does not bring is named, each thing for itself', () => {
  expect(unmet({})).toEqual([]);
  expect(unmet({ prompt: ' \n', hasReference: false, hasAudio: false, withoutFaces: true })).toEqual([
    'prompt',
    'reference',
    'audio',
    'faces',
  ]);
});

test('a range is a single shot where it only touches the next one, and unknown cuts are no single shot', () => {
  expect(unmet({}, { start: 0, end: 2.01 })).toEqual(['several-shots']);
  expect(unmet({}, { start: 0, end: 2.5 })).toEqual([]);
  expect(unmet({ shots: null }, { start: 0, end: 1 })).toEqual([]);
  expect(unmet({ withoutFaces: null })).toEqual([]);
});

test('a question that needs what is missing does not apply, with the reason', () => {
  const silent = unmetNeeds({ ...everything, hasAudio: false }, WHOLE);
  expect(whyNotApplicable({ needs: ['faces', 'audio'] }, silent)).toBe('The clip has no audio track.');
  expect(whyNotApplicable({ needs: ['faces'] }, silent)).toBeNull();
  expect(whyNotApplicable({ needs: [] }, silent)).toBeNull();
});
