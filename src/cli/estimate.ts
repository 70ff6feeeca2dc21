import { resolve } from 'node:path';
import { type Estimate, type EstimateOptions, estimateFolder } from '../batch/estimate.ts';
import { scanFolder } from '../batch/scanFolder.ts';
import { counted } from '../core/counted.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { EstimateArguments } from './arguments.ts';
import { type CommandJudge, namesJudge, planningJudge, whatLeaves } from './modelJudge.ts';
import { printable } from './terminalText.ts';
import { costText, dollars, megabytes } from './usageText.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/**
 * Estimates what asking a model about clips takes. Sends nothing; what was judged before is not counted.
 *
 * @throws EvalVerseError `ffmpeg/…`, `store/…`; `signal.reason` when aborted.
 */
export function estimateClips(
  workplace: Workplace,
  paths: readonly string[],
  { judge, backend, prices, samples }: CommandJudge,
  scope: Pick<EstimateOptions, 'dimensions' | 'signal'>,
): Promise<Estimate> {
  return estimateFolder(workplace, paths, { judge, model: backend.model, samples, prices, day: new Date(), ...scope });
}

/** The estimate for people. */
export function estimateSentence(estimate: Estimate, { backend }: CommandJudge): string {
  const { clips, calls, inputTokens, outputTokens, bytes, cost, mostCost } = estimate;
  if (calls === 0) return `Nothing has to be asked of ${backend.model}: no clip that can be judged is without its verdicts.`;
  const most = mostCost === null ? '' : ` and at most ${dollars(mostCost.usd)}`;
  return `Asking ${backend.model} at ${backend.origin} about ${counted(clips, 'clip')} will take about ${counted(calls, 'call')}, ${counted(inputTokens, 'input token')}, ${counted(outputTokens, 'output token')} and ${megabytes(bytes)} of footage, ${costText(cost)}${most}, as long as nothing has to be asked twice.`;
}

/** `evalverse estimate`. @returns the exit code. @throws EvalVerseError; `signal.reason` when cancelled. */
export async function estimate(options: EstimateArguments, signal: AbortSignal): Promise<number> {
  if (!namesJudge(options)) throw new EvalVerseError('settings/invalid', 'Say which model would be asked, with --judge.');
  const planned = await planningJudge(options, resolve(options.folder));
  const workplace = await openWorkplace(options, options.folder, signal);
  try {
    const asked = options.dimensions && { dimensions: options.dimensions };
    const { clips } = await scanFolder(resolve(options.folder), signal);
    const found = await estimateClips(workplace, clips, planned, { ...asked, signal });
    const { backend } = planned;
    const text = options.json
      ? JSON.stringify({ schema: 1, origin: backend.origin, model: backend.model, ...found }, null, 2)
      : [estimateSentence(found, planned), whatLeaves(options, backend), 'Nothing was sent.'].map(printable).join('\n');
    process.stdout.write(`${text}\n`);
    return 0;
  } finally {
    await workplace.store.close();
  }
}
