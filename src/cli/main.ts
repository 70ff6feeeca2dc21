#!/usr/bin/env node
import { type ErrorCode, EvalVerseError, isAbort, userMessageOf } from '../core/errors.ts';
import { type CommandArguments, parseArguments } from './arguments.ts';
import { printable } from './terminalText.ts';
import { USAGE } from './usage.ts';

/** The first Node with everything that is used: SQLite, above all. */
const NODE_NEEDED = 24;

async function run(words: readonly string[], signal: AbortSignal): Promise<number> {
  const parsed = parseArguments(words);
  if (parsed.kind === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    process.stderr.write(`${parsed.sentence}\n\n${USAGE}`);
    return 2;
  }
  const { node } = process.versions;
  if (Number.parseInt(node, 10) < NODE_NEEDED) {
    process.stderr.write(`evalverse needs Node ${NODE_NEEDED} or newer; this is Node ${node}.\n`);
    return 1;
  }
  return runCommand(parsed, signal);
}

/** Loads a command only when it is asked for: an older Node could not even do that. */
async function runCommand(command: CommandArguments, signal: AbortSignal): Promise<number> {
  switch (command.kind) {
    case 'score':
      return (await import('./score.ts')).score(command.score, signal);
    case 'estimate':
      return (await import('./estimate.ts')).estimate(command.estimate, signal);
    case 'prompt':
      return (await import('./prompt.ts')).prompt(command.prompt, signal);
    case 'sanity':
      return (await import('./sanity.ts')).sanity(command.sanity, signal);
    case 'mcp':
      return (await import('./mcp.ts')).mcp(command.mcp, signal);
    case 'import':
      return (await import('./import.ts')).importRatings(command.import, signal);
    case 'agree':
      return (await import('./agree.ts')).agree(command.agree, signal);
    case 'calibrate':
      return (await import('./calibrate.ts')).calibrate(command.calibrate, signal);
  }
}

/** What was asked wrongly or may not be done; nothing was tried then. */
const REFUSALS: readonly ErrorCode[] = ['judge/not-allowed', 'settings/invalid'];

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
    process.exitCode = error instanceof EvalVerseError && REFUSALS.includes(error.code) ? 2 : 1;
  }
}

await main();
