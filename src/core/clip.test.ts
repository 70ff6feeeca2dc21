import { expect, test } from 'vitest';
import { isClipPath } from './clip.ts';

test.each([
  'a.mp4',
  '/clips/Take 1.MOV',
  'C:\\clips\\b.webm',
  'x.tar.mkv',
  'ö.m4v',
  'c.AVI',
  '.hidden.mp4',
  '_.mp4',
  'd.GIF',
  'e.webp',
])('%s is a clip', (path) => {
  expect(isClipPath(path)).toBe(true);
});

test.each([
  'a.txt',
  'mp4',
  '.mp4',
  '/clips/.mp4',
  'a.mp4.part',
  'a.',
  '',
  '._a.mp4',
  '/clips/._Take 1.MOV',
  'C:\\clips\\._b.webm',
])('%j is no clip', (path) => {
  expect(isClipPath(path)).toBe(false);
});
