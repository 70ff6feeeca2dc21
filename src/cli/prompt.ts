import { dirname, resolve } from 'node:path';
import { promptsFor } from '../batch/judgeRequest.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { ShownPrompt } from '../judges/protocol/prompt.ts';
import type { PromptArguments } from './arguments.ts';
import { namesJudge, planningJudge } from './modelJudge.ts';
import { printable } from './terminalText.ts';
import { openWorkplace } from './workplace.ts';

/**
 * `evalverse prompt`: prints exactly what a model would be sent about a clip. Sends nothing.
 *
 * @returns the exit code.
 * @throws EvalVerseError; `signal.reason` when cancelled.
 */
export async function prompt(options: PromptArguments, signal: AbortSignal): Promise<number> {
  if (!namesJudge(options)) throw new EvalVerseError('settings/invalid', 'Say which model would be asked, with --judge.');
  const folder = dirname(resolve(options.clip));
  const { backend, judge } = await planningJudge(options, folder);
  const workplace = await openWorkplace(options, folder, signal);
  try {
    const asked = options.dimensions && { dimensions: options.dimensions };
    const prompts = await promptsFor(workplace, options.clip, { kind: 'clip' }, judge, { signal, ...asked });
    const { origin, model } = backend;
    const text = options.json
      ? JSON.stringify({ schema: 1, origin, model, prompts }, null, 2)
      : prompts.length === 0
        ? 'Nothing would be asked: none of the questions applies to this clip.'
        : prompts
            .map((shown, i) => promptText(shown, `Call ${i + 1} of ${prompts.length} to ${model} at ${origin}`))
            .join('\n\n');
    process.stdout.write(`${text}\n`);
    return 0;
  } finally {
    await workplace.store.close();
  }
}

function promptText({ dimensions, system, parts, schema, outputTokens, thinking }: ShownPrompt, heading: string): string {
  return [
    `=== ${heading}: ${dimensions.join(', ')}`,
    `--- System\n${lines(system)}`,
    ...parts.map((part, i) => `--- Part ${i + 1}\n${lines(part)}`),
    `--- Schema of the answer\n${JSON.stringify(schema, null, 2)}`,
    `--- At most ${outputTokens} output tokens, thinking ${thinking}`,
  ].join('\n\n');
}

/** As it is sent, but for what a terminal would take for commands. */
function lines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
