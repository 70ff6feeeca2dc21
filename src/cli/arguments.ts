import { parseArgs } from 'node:util';
import * as z from 'zod';

const path = z.string().trim().min(1, 'needs a path');

const scoreSchema = z.object({
  folder: path,
  json: z.boolean().default(false),
  quiet: z.boolean().default(false),
  taxonomy: path.optional(),
  ffmpeg: path.optional(),
  cache: path.optional(),
  faces: path.optional(),
});
export type ScoreArguments = z.infer<typeof scoreSchema>;

export type Arguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly sentence: string }
  | { readonly kind: 'score'; readonly score: ScoreArguments };

export const USAGE = `Usage: evalverse score <folder> [options]

Evaluates every clip in a folder and below it, prints scores and findings,
and keeps the verdicts in <folder>/.evalverse. Clips that were judged before
are not judged again.

Options
  --json             print the report as JSON
  --quiet            no progress
  --taxonomy <path>  a file or folder that overrides or extends the taxonomy
  --ffmpeg <path>    the ffmpeg program, or its folder
  --faces <folder>   look for faces as well, with the face pack in this folder
                     (such as node_modules)
  --cache <folder>   where intermediate results are kept
  --help             print this

Exit codes: 0 done (findings are not failures), 1 nothing could be scored,
2 wrong usage, 130 cancelled.
`;

/** What the command line asks for. Never throws: wrong usage is a result with a sentence. */
export function parseArguments(words: readonly string[]): Arguments {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch (error) {
    return wrong(error instanceof Error ? firstSentence(error.message) : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  const [command, folder, ...more] = positionals;
  if (command === undefined) return wrong('Say what to do: evalverse score <folder>.');
  if (command !== 'score') return wrong(`There is no command "${command}".`);
  if (folder === undefined) return wrong('Say which folder to score.');
  if (more.length > 0) return wrong(`One folder at a time; "${more[0]}" is too much.`);
  const score = scoreSchema.safeParse({ ...values, folder });
  if (score.success) return { kind: 'score', score: score.data };
  const [issue] = score.error.issues;
  const name = issue?.path[0] === 'folder' ? 'The folder' : `--${String(issue?.path[0] ?? '')}`;
  return wrong(`${name} ${issue?.message ?? 'is wrong'}.`);
}

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      quiet: { type: 'boolean' },
      taxonomy: { type: 'string' },
      ffmpeg: { type: 'string' },
      cache: { type: 'string' },
      faces: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function wrong(sentence: string): Arguments {
  return { kind: 'wrong', sentence };
}

function firstSentence(message: string): string {
  return `${message.split('. ')[0]?.replace(/\.$/, '') ?? message}.`;
}
