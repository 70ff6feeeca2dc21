import { dirname, join, resolve } from 'node:path';
import { checkSanity, type SanityCheck } from '../batch/sanityCheck.ts';
import { EvalVerseError, userMessageOf } from '../core/errors.ts';
import { openAuditLog } from '../store/auditLog.ts';
import type { SanityArguments } from './arguments.ts';
import { namesJudge, sendingJudge } from './modelJudge.ts';
import { printable } from './terminalText.ts';
import { openWorkplace } from './workplace.ts';

/**
 * `evalverse sanity`: tells whether a model looks at what it judges. Keeps no verdicts.
 *
 * @returns the exit code: 1 when it does not look, or too little was answered to tell.
 * @throws EvalVerseError; `signal.reason` when cancelled.
 */
export async function sanity(options: SanityArguments, signal: AbortSignal): Promise<number> {
  if (!namesJudge(options)) throw new EvalVerseError('settings/invalid', 'Say which model to check, with --judge.');
  const folder = dirname(resolve(options.clip));
  const complain = (sentence: string) => process.stderr.write(`${printable(sentence)}\n`);
  const auditLog = openAuditLog(join(folder, '.evalverse', 'audit.jsonl'), {
    onProblem: (error) => complain(`The audit log cannot be written: ${userMessageOf(error)}.`),
  });
  try {
    const { judge, backend } = await sendingJudge(
      { ...options, 'no-measurements': true },
      {
        folder,
        keyFromInput: false,
        audit: (entry) => auditLog.append(entry),
        onLeftovers: (names) => complain(`The provider did not delete ${names.join(', ')}.`),
      },
    );
    const workplace = await openWorkplace(options, folder, signal);
    try {
      const asked = options.dimensions && { dimensions: options.dimensions };
      const check = await checkSanity(workplace, options.clip, judge, { signal, ...asked });
      process.stdout.write(`${printable(sentenceOf(check, backend.model))}\n`);
      return check.looks ? 0 : 1;
    } finally {
      await workplace.store.close();
    }
  } finally {
    await auditLog.close();
  }
}

function sentenceOf({ compared, same, withdrawn, looks }: SanityCheck, model: string): string {
  if (looks === null) return `${model} answered too little to tell whether it looks.`;
  const facts = `Of ${compared + withdrawn} answers about the clip, ${same} were the same about grey and silence, ${compared - same} another, and ${withdrawn} were not given.`;
  return looks
    ? `${model} looks at what it judges. ${facts}`
    : `${model} answers without looking: do not trust its verdicts. ${facts}`;
}
