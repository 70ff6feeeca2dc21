import { expect, test, vi } from 'vitest';

vi.mock('vscode', () => ({}));
const { neighbourName } = await import('./neighbours.ts');

test('clips follow one another as people count, and nothing else is among them', () => {
  const names = ['clip 10.mp4', 'notes.txt', 'clip 9.mp4', 'Clip 11.webm', 'clip 9.prompt.txt'];
  expect(neighbourName(names, 'clip 9.mp4', 1)).toBe('clip 10.mp4');
  expect(neighbourName(names, 'clip 10.mp4', 1)).toBe('Clip 11.webm');
  expect(neighbourName(names, 'clip 10.mp4', -1)).toBe('clip 9.mp4');
  expect(neighbourName(names, 'clip 9.mp4', -1)).toBeNull();
  expect(neighbourName(names, 'Clip 11.webm', 1)).toBeNull();
});
