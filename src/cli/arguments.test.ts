import { expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

it('takes a folder and leaves the rest to defaults', () => {
  expect(parseArguments(['score', 'clips'])).toEqual({ kind: 'score', score: { folder: 'clips', json: false, quiet: false } });
});

it('takes every option, before and after the folder', () => {
  const words = ['score', '--json', '--quiet', 'clips', '--taxonomy', 't.json', '--ffmpeg=/opt/ffmpeg', '--cache', 'c'];
  expect(parseArguments(words)).toEqual({
    kind: 'score',
    score: { folder: 'clips', json: true, quiet: true, taxonomy: 't.json', ffmpeg: '/opt/ffmpeg', cache: 'c' },
  });
});

it('takes a folder whose name begins with a dash', () => {
  expect(parseArguments(['score', '--', '-clips'])).toMatchObject({ kind: 'score', score: { folder: '-clips' } });
});

it.each([[['--help']], [['-h']], [['score', '--help']]])('helps: %s', (words) => {
  expect(parseArguments(words)).toEqual({ kind: 'help' });
});

it.each([
  [[], 'evalverse score <folder>'],
  [['judge', 'clips'], 'no command "judge"'],
  [['score'], 'which folder'],
  [['score', 'a', 'b'], '"b"'],
  [['score', ''], 'The folder needs a path.'],
  [['score', 'a', '--cache', ' '], '--cache needs a path.'],
  [['score', 'a', '--cache'], '--cache'],
  [['score', 'a', '--jsn'], '--jsn'],
  [['score', 'a', '--json=yes'], '--json'],
])('says what is wrong with %s', (words, part) => {
  const parsed = parseArguments(words);
  expect(parsed).toMatchObject({ kind: 'wrong', sentence: expect.stringContaining(part) });
  if (parsed.kind === 'wrong') expect(parsed.sentence).toMatch(/^[^\n]+\.$/);
});
