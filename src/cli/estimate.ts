import { type Estimate, estimateClip, NO_ESTIMATE, sumEstimates } from '../batch/estimate.ts';
import { scanFolder } from '../batch/scanFolder.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { EstimateArguments } from './arguments.ts';
import { type CommandJudge, namesJudge, planningJudge, whatLeaves } from './modelJudge.ts';
import { printable } from './terminalText.ts';
import { costText, counted, dollars, megabytes } from './usageText.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

/** What clips will take, and how many of them cannot be opened. */
interface ClipsEstimate {
  readonly estimate: Estimate;
  readonly unreadable: number;
}

interface EstimateScope {
  /** Ids; all of them when left out. */
  readonly dimensions?: readonly string[];
  readonly signal: AbortSignal;
}

/** Estimates for every clip in a folder and below it. @throws EvalVerseError for the folder itself; as `estimateClips`. */
export async function estimateFolder(
  workplace: Workplace,
  folder: string,
  judge: CommandJudge,
  scope: EstimateScope,
): Promise<ClipsEstimate> {
  return estimateClips(workplace, (await scanFolder(folder, scope.signal)).clips, judge, scope);
}

/**
 * Estimates what asking a model about clips takes. Sends nothing; what was judged before is not counted.
 *
 * @throws EvalVerseError `ffmpeg/…`, `store/…`; `signal.reason` when aborted.
 */
export async function estimateClips(
  workplace: Workplace,
  paths: readonly string[],
  { judge, backend, prices, samples }: CommandJudge,
  scope: EstimateScope,
): Promise<ClipsEstimate> {
  const options = { judge, model: backend.model, samples, prices, day: new Date(), ...scope };
  const nothing = { usd: 0, asOf: prices.asOf };
  let estimate: Estimate = { ...NO_ESTIMATE, cost: nothing, mostCost: nothing };
  let unreadable = 0;
  for (const path of paths) {
    try {
      estimate = sumEstimates([estimate, await estimateClip(workplace, path, { kind: 'clip' }, options)]);
    } catch (error) {
      if (!(error instanceof EvalVerseError && error.code.startsWith('clip/'))) throw error;
      unreadable += 1;
    }
  }
  return { estimate, unreadable };
}

/** The estimate for people. */
export function estimateSentence({ estimate, unreadable }: ClipsEstimate, { backend }: CommandJudge): string {
  const { clips, calls, inputTokens, outputTokens, bytes, cost, mostCost } = estimate;
  const left = unreadable === 0 ? '' : ` ${counted(unreadable, 'clip')} cannot be opened.`;
  if (calls === 0) return `Nothing has to be asked of ${backend.model}: no clip is without its verdicts.${left}`;
  const most = mostCost && ` and at most ${dollars(mostCost.usd)}`;
  return `Asking ${backend.model} at ${backend.origin} about ${counted(clips, 'clip')} will take about ${counted(calls, 'call')}, ${counted(inputTokens, 'input token')}, ${counted(outputTokens, 'output token')} and ${megabytes(bytes)} of footage, ${costText(cost)}${most ?? ''}, as long as nothing has to be asked twice.${left}`;
}

/** `evalverse estimate`. @returns the exit code. @throws EvalVerseError; `signal.reason` when cancelled. */
export async function estimate(options: EstimateArguments, signal: AbortSignal): Promise<number> {
  if (!namesJudge(options)) throw new EvalVerseError('settings/invalid', 'Say which model would be asked, with --judge.');
  const planned = await planningJudge(options, options.faces !== undefined);
  const workplace = await openWorkplace(options, options.folder, signal);
  try {
    const asked = options.dimensions && { dimensions: options.dimensions };
    const found = await estimateFolder(workplace, options.folder, planned, { ...asked, signal });
    const { backend } = planned;
    const text = options.json
      ? JSON.stringify(
          { schema: 1, origin: backend.origin, model: backend.model, ...found.estimate, unreadable: found.unreadable },
          null,
          2,
        )
      : [estimateSentence(found, planned), whatLeaves(options, backend), 'Nothing was sent.'].map(printable).join('\n');
    process.stdout.write(`${text}\n`);
    return 0;
  } finally {
    await workplace.store.close();
  }
}
