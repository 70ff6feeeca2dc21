import { createInterface } from 'node:readline';
import { EvalVerseError } from '../core/errors.ts';

const VARIABLES = { gemini: 'EVALVERSE_GEMINI_API_KEY', openai: 'EVALVERSE_OPENAI_API_KEY' } as const;

/**
 * The key for an endpoint: out of the environment, or the first line of standard input when that was asked for. Never an argument,
 * which every process of the machine can read.
 *
 * @returns `null` when there is none, which servers of one's own do not mind.
 * @throws EvalVerseError `judge/key` where nobody gets in without one.
 */
export async function readKey(judge: keyof typeof VARIABLES, fromInput: boolean): Promise<string | null> {
  const variable = VARIABLES[judge];
  const key = (fromInput ? await firstLine() : process.env[variable])?.trim() ?? '';
  if (key !== '') return key;
  if (judge === 'openai' && !fromInput) return null;
  throw new EvalVerseError(
    'judge/key',
    fromInput ? 'There is no key in the first line of standard input.' : `There is no key: set ${variable}, or use --key-stdin.`,
  );
}

async function firstLine(): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    for await (const line of lines) return line;
    return undefined;
  } finally {
    lines.close();
    process.stdin.destroy();
  }
}
