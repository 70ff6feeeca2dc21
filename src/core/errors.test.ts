import { expect, test } from 'vitest';
import { EvalVerseError, isAbort, userMessageOf } from './errors.ts';

test('an EvalVerse error has a code for programs, a sentence for the user and a cause for the log', () => {
  const cause = new Error('moov atom not found');
  const error = new EvalVerseError('clip/truncated', 'The clip ends too early.', { cause });
  expect(error).toMatchObject({ code: 'clip/truncated', name: 'EvalVerseError', cause });
  expect(error.message).toContain('clip/truncated');
  expect(userMessageOf(error)).toBe('The clip ends too early.');
});

test('anything else that was thrown still has something to say', () => {
  expect(userMessageOf(new TypeError('x is not a function'))).toBe('x is not a function');
  expect(userMessageOf('plain text')).toBe('plain text');
});

test('a cancelled operation is told from a failed one', () => {
  const controller = new AbortController();
  controller.abort();
  expect(isAbort(controller.signal.reason)).toBe(true);
  expect(isAbort(new EvalVerseError('internal', 'No.'))).toBe(false);
  expect(isAbort('AbortError')).toBe(false);
});
