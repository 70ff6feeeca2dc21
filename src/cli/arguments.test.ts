import { expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const DEFAULTS = { mode: 'standard', samples: 1, 'no-measurements': false, hears: false, 'frames-only': false };
const QUIET_ABOUT_KEYS = { ...DEFAULTS, 'key-stdin': false };

it('takes a folder and leaves the rest to defaults', () => {
  expect(parseArguments(['score', 'clips'])).toEqual({
    kind: 'score',
    score: { folder: 'clips', json: false, quiet: false, ...QUIET_ABOUT_KEYS },
  });
});

it('takes every option, before and after the folder', () => {
  const words = ['score', '--json', '--quiet', 'clips', '--taxonomy', 't.json', '--ffmpeg=/opt/ffmpeg', '--cache', 'c'];
  expect(parseArguments(words)).toEqual({
    kind: 'score',
    score: {
      ...{ folder: 'clips', json: true, quiet: true, taxonomy: 't.json', ffmpeg: '/opt/ffmpeg', cache: 'c' },
      ...QUIET_ABOUT_KEYS,
    },
  });
});

it('takes a judge, what it may cost, and the origin it may be sent to as browsers write it', () => {
  const words = ['score', 'a', '--judge', 'gemini', '--mode', 'economy', '--samples', '3', '--dimensions', 'x.y, z'];
  const allowed = [
    '--allow-upload',
    'HTTPS://Example.com:443/',
    '--max-cost',
    '0.5',
    '--max-calls=7',
    '--tokens-per-minute=9',
    '--no-measurements',
  ];
  expect(parseArguments([...words, ...allowed])).toMatchObject({
    kind: 'score',
    score: {
      ...{ judge: 'gemini', mode: 'economy', samples: 3, dimensions: ['x.y', 'z'], 'no-measurements': true },
      ...{ 'allow-upload': 'https://example.com', 'max-cost': 0.5, 'max-calls': 7, 'tokens-per-minute': 9 },
    },
  });
});

it.each([
  [['estimate', 'a', '--judge', 'gemini'], { kind: 'estimate', estimate: { folder: 'a', judge: 'gemini' } }],
  [['prompt', 'a.mp4', '--judge', 'gemini', '--json'], { kind: 'prompt', prompt: { clip: 'a.mp4', json: true } }],
  [['mcp', 'a'], { kind: 'mcp', mcp: { folder: 'a' } }],
])('takes %s', (words, expected) => {
  expect(parseArguments(words)).toMatchObject(expected);
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
  [['estimate', 'a'], '--judge gemini or --judge openai'],
  [['prompt', 'a', '--judge', 'gemini', '--max-cost', '1'], 'evalverse prompt has no option --max-cost.'],
  [['mcp', 'a', '--key-stdin'], 'evalverse mcp has no option --key-stdin.'],
  [['score', 'a', '--judge', 'me'], '--judge needs one of gemini, openai.'],
  [['score', 'a', '--model', 'm'], '--judge'],
  [['score', 'a', '--judge', 'openai', '--model', 'm'], '--endpoint'],
  [['score', 'a', '--judge', 'openai', '--endpoint', 'http://localhost:1/v1'], '--model'],
  [['score', 'a', '--judge', 'gemini', '--server', 'vllm'], '--server'],
  [['score', 'a', '--judge', 'gemini', '--samples', '0'], '--samples needs a whole number'],
  [['score', 'a', '--judge', 'gemini', '--samples', '1.5'], '--samples needs a whole number'],
  [['score', 'a', '--judge', 'gemini', '--max-cost', 'much'], '--max-cost needs US dollars'],
  [['score', 'a', '--judge', 'gemini', '--max-cost', ' '], '--max-cost needs a number'],
  [['score', 'a', '--judge', 'gemini', '--max-cost=-1'], '--max-cost needs US dollars'],
  [['score', 'a', '--allow-upload', 'https://example.com/path'], '--allow-upload needs scheme, host and port'],
  [['score', 'a', '--allow-upload', 'example.com'], '--allow-upload needs scheme, host and port'],
  [['score', 'a', '--judge', 'openai', '--model', 'm', '--endpoint', 'file:///etc'], '--endpoint needs an address'],
])('says what is wrong with %s', (words, part) => {
  const parsed = parseArguments(words);
  expect(parsed).toMatchObject({ kind: 'wrong', sentence: expect.stringContaining(part) });
  if (parsed.kind === 'wrong') expect(parsed.sentence).toMatch(/^[^\n]+\.$/);
});
