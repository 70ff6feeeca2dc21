#!/usr/bin/env node
import { EvalVerseError, isAbort, userMessageOf } from '../core/errors.ts';
import { parseArguments, USAGE } from './arguments.ts';
import { printable } from './terminalText.ts';

/** The first Node with everything that is used: SQLite, above all. */
const NODE_NEEDED = 24;

async function run(words: readonly string[], signal: AbortSignal): Promise<number> {
  const parsed = parseArguments(words);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(USAGE);
      return 0;
    case 'wrong':
      process.stderr.write(`${parsed.sentence}\n\n${USAGE}`);
      return 2;
    case 'score': {
      const { node } = process.versions;
      if (Number.parseInt(node, 10) < NODE_NEEDED) {
        process.stderr.write(`evalverse needs Node ${NODE_NEEDED} or newer; this is Node ${node}.\n`);
        return 1;
      }
      // Only now: an older Node could not even load it.
      const { score } = await import('./score.ts');
      return score(parsed.score, signal);
    }
  }
}

async function main(): Promise<void> {
  const cancel = new AbortController();
  // Once only: the second Ctrl-C meets the system's own handling and ends the process.
  process.once('SIGINT', () => {
    process.stderr.write('\nCancelling; press Ctrl-C again to stop at once.\n');
    cancel.abort();
  });
  process.once('SIGTERM', () => cancel.abort());
  // The reader of a pipe may leave early, as `head` does; a full disk is another matter.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`evalverse: The report cannot be written (${error.code ?? error.message}).\n`);
    process.exit(1);
  });
  try {
    process.exitCode = await run(process.argv.slice(2), cancel.signal);
  } catch (error) {
    if (isAbort(error)) {
      process.exitCode = 130;
      return;
    }
    const detail = error instanceof EvalVerseError ? userMessageOf(error) : String(error instanceof Error ? error.stack : error);
    process.stderr.write(`evalverse: ${detail.split('\n').map(printable).join('\n')}\n`);
    process.exitCode = 1;
  }
}

await main();
