import { describe, expect, it } from 'vitest';
import { rubricCopyDetector } from './rubricCopy.ts';

const RUBRIC = 'Emotion is seen close, geography wide, action in between; or a departure from this has a visible effect.';
const isCopy = rubricCopyDetector([RUBRIC]);

describe('copies of the rubric', () => {
  it.each([
    RUBRIC,
    RUBRIC.toUpperCase(),
    'Emotion is seen close, geography wide, action in between.',
    '"emotion is seen close – geography wide"',
  ])('are noticed: %s', (text) => {
    expect(isCopy(text)).toBe(true);
  });

  it.each([
    'Her grief is seen close, the valley wide.',
    'A departure from this.',
    '',
    'The close-up at 2 s shows her tears; then the camera leaves for a wide view, a departure from this has a visible effect.',
  ])('are not claimed: %s', (text) => {
    expect(isCopy(text)).toBe(false);
  });
});
