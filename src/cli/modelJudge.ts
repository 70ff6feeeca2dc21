import { createWorkspaceJudge } from '../batch/workspaceJudge.ts';
import type { AuditEntry } from '../core/auditEntry.ts';
import { EvalVerseError } from '../core/errors.ts';
import type { JudgeBackend } from '../judges/backend.ts';
import { createGeminiBackend } from '../judges/gemini/geminiBackend.ts';
import type { ModelJudge } from '../judges/modelJudge.ts';
import { createBreaker } from '../judges/network/breaker.ts';
import { createGuardedFetch } from '../judges/network/guardedFetch.ts';
import { createRateBudget, type RateLimits } from '../judges/network/rateBudget.ts';
import { createOpenaiBackend } from '../judges/openai/openaiBackend.ts';
import { costOf, type PriceTable } from '../judges/prices.ts';
import { capBy, withSpendCap } from '../judges/spendCap.ts';
import { type Metered, withUsageMeter } from '../judges/usageMeter.ts';
import type { JudgingArguments, MachineArguments, SendingArguments } from './arguments.ts';
import { readKey } from './key.ts';
import { loadPrices } from './priceOption.ts';
import { loadTaxonomy } from './taxonomyOption.ts';

/** A judge that asks a model, with what a command has to know about it. */
export interface CommandJudge {
  readonly judge: ModelJudge;
  readonly backend: JudgeBackend;
  readonly prices: PriceTable;
  readonly samples: number;
}

const DEFAULT_GEMINI_MODEL = 'gemini-3.8-flash';
const UNLIMITED: RateLimits = { requestsPerMinute: null, tokensPerMinute: null };

type Named = JudgingArguments & MachineArguments & { readonly judge: NonNullable<JudgingArguments['judge']> };

export function namesJudge<Given extends JudgingArguments & MachineArguments>(options: Given): options is Given & Named {
  return options.judge !== undefined;
}

/**
 * A judge that plans its calls and can make none: it has neither key nor allowed endpoint.
 *
 * @param folder the one that holds `.evalverse`.
 * @throws EvalVerseError `settings/invalid`.
 */
export async function planningJudge(options: Named, folder: string): Promise<CommandJudge> {
  const prices = await loadPrices(options.prices);
  const backend = backendOf(options, { key: null, origins: [], limits: UNLIMITED, audit: () => undefined });
  return { backend, prices, samples: options.samples, judge: await judgeOf(options, folder, backend, prices) };
}

export interface SendingJudge extends CommandJudge {
  /** What it took so far. */
  took(): Metered;
}

export interface SendingOptions {
  /** The one that holds `.evalverse`. */
  readonly folder: string;
  readonly keyFromInput: boolean;
  readonly audit: (entry: AuditEntry) => void;
  readonly onLeftovers: (names: readonly string[]) => void;
}

/**
 * A judge that may send, to the one origin that was allowed. It has a spending cap of its own: one serves one run.
 *
 * @throws EvalVerseError `judge/not-allowed`, `judge/key`, `settings/invalid`; nothing was sent then.
 */
export async function sendingJudge(
  options: Named & SendingArguments,
  { folder, keyFromInput, audit, onLeftovers }: SendingOptions,
): Promise<SendingJudge> {
  const prices = await loadPrices(options.prices);
  const planned = backendOf(options, { key: null, origins: [], limits: UNLIMITED, audit });
  if (options['allow-upload'] !== planned.origin) throw refusal(options, planned);
  const key = await readKey(options.judge, keyFromInput);
  const limits = {
    requestsPerMinute: options['requests-per-minute'] ?? null,
    tokensPerMinute: options['tokens-per-minute'] ?? null,
  };
  const real = backendOf(options, { key, origins: [planned.origin], limits, audit });
  const metered = withUsageMeter(real, (usage, model) => costOf(usage, model, prices, new Date()));
  const limit = { usd: options['max-cost'] ?? null, calls: options['max-calls'] ?? null };
  const backend = withSpendCap(metered.backend, capBy(prices, real.model, limit));
  const judge = await judgeOf(options, folder, backend, prices, onLeftovers);
  return { backend, prices, samples: options.samples, judge, took: metered.read };
}

/** What would leave this machine, in sentences. */
export function whatLeaves(options: JudgingArguments, { origin, model, capabilities }: JudgeBackend): string {
  const pictures = capabilities.video ? 'as video' : 'as single frames';
  const sound = capabilities.audio ? ', with its sound where there is any' : ', without sound';
  const facts = options['no-measurements'] ? '' : ', what was measured';
  return `The footage of every clip (${pictures}, made anew without metadata and without its name${sound}), its generation prompt and reference video where there are such${facts} and the questions would be sent to ${origin}, for ${model} to judge. Faces and voices in it are sent as they are.`;
}

function refusal(options: Named & SendingArguments, backend: JudgeBackend): EvalVerseError {
  const allowed = options['allow-upload'];
  const other = allowed === undefined ? '' : ` --allow-upload names ${allowed}, which is another origin.`;
  return new EvalVerseError(
    'judge/not-allowed',
    `Nothing was sent.${other} ${whatLeaves(options, backend)} Allow it with --allow-upload ${backend.origin}; "evalverse estimate" tells how much it would be.`,
  );
}

interface Connection {
  readonly key: string | null;
  readonly origins: readonly string[];
  readonly limits: RateLimits;
  readonly audit: (entry: AuditEntry) => void;
}

function backendOf(options: Named, { key, origins, limits, audit }: Connection): JudgeBackend {
  const fetch = createGuardedFetch({ origins, secrets: () => (key === null ? [] : [key]), audit });
  const { endpoint, server = 'other' } = options;
  const origin = endpoint === undefined ? undefined : new URL(endpoint).origin;
  const breaker = createBreaker({ origin: origin ?? 'Gemini' });
  const shared = { fetch, breaker, budget: createRateBudget(limits) };
  switch (options.judge) {
    case 'gemini': {
      const access = { kind: 'key', key: key ?? '' } as const;
      const model = options.model ?? DEFAULT_GEMINI_MODEL;
      return createGeminiBackend({ model, access, ...shared, ...(origin !== undefined && { origin }) });
    }
    case 'openai':
      return createOpenaiBackend({
        model: options.model ?? '',
        server,
        baseUrl: endpoint ?? '',
        key,
        hears: options.hears,
        framesOnly: options['frames-only'],
        ...shared,
      });
  }
}

async function judgeOf(
  options: Named,
  folder: string,
  backend: JudgeBackend,
  prices: PriceTable,
  onLeftovers?: SendingOptions['onLeftovers'],
): Promise<ModelJudge> {
  return createWorkspaceJudge({
    ...{ backend, root: folder, taxonomy: await loadTaxonomy(options.taxonomy), faces: options.faces !== undefined, prices },
    ...{ mode: options.mode, samples: options.samples, withMeasurements: !options['no-measurements'] },
    ...(onLeftovers && { onLeftovers }),
  });
}
