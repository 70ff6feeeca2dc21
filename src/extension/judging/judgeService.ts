import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationContext } from '../../batch/context.ts';
import type { Estimate, EstimateOptions } from '../../batch/estimate.ts';
import type { EvaluationTarget } from '../../batch/target.ts';
import { EvalVerseError } from '../../core/errors.ts';
import type { Judge } from '../../core/judge.ts';
import { dimensionsOf } from '../../core/taxonomy/walk.ts';
import { formatTime } from '../../core/time.ts';
import type { JudgeBackend } from '../../judges/backend.ts';
import type { ModelJudge } from '../../judges/modelJudge.ts';
import type { PriceTable } from '../../judges/prices.ts';
import { type Blindness, blindName } from '../annotations/blindness.ts';
import { type Log, logFailure } from '../reporting.ts';
import { judgingSetting, pricesSetting, spendLimitSetting } from '../settings.ts';
import { askConsent, type ConsentRequest, estimateText } from './askConsent.ts';
import type { Backends } from './backends.ts';
import type { Consents } from './consents.ts';
import { type Choice, consentFolder, type JudgeChoice } from './judgeChoice.ts';

/** What is about to be judged. */
export type JudgingSubject =
  | { readonly kind: 'clip'; readonly uri: vscode.Uri; readonly target: EvaluationTarget }
  | { readonly kind: 'folder'; readonly uri: vscode.Uri };

/** What is known of an evaluation before its judges are. */
export interface JudgingWish {
  readonly signal: AbortSignal;
  /** Ids, instead of those that the user picked. */
  readonly dimensions?: readonly string[];
}

/** Who judges beside measuring, and by which dimensions. */
export interface Asked {
  readonly judges: readonly Judge[];
  /** Ids; all dimensions when left out. */
  readonly dimensions?: readonly string[];
}

interface JudgeServices {
  readonly backends: Backends;
  readonly blindness: Pick<Blindness, 'on'>;
  readonly choice: JudgeChoice;
  readonly consents: Consents;
  readonly log: Log;
}

/** Milliseconds for which the status bar tells what a run will take. */
const ESTIMATE_SHOWN = 30_000;

/** Builds the judge that the user picked for a folder, once he has allowed what it sends. */
export class JudgeService {
  readonly #services: JudgeServices;

  constructor(services: JudgeServices) {
    this.#services = services;
  }

  /**
   * The judges to ask about a clip or a folder. Asks the user first when this endpoint may not be sent this folder's footage yet;
   * where it may, tells in the status bar and the log what it will take.
   * When he says no, nobody is asked, and measuring goes on. Each call starts a spending cap of its own.
   *
   * @throws EvalVerseError `judge/key`, `judge/model`, `judge/rejected`, `settings/invalid`.
   */
  async prepare(subject: JudgingSubject, context: EvaluationContext, wish: JudgingWish): Promise<Asked> {
    const { backends, choice: choices } = this.#services;
    const choice = choices.of(subject.uri);
    const { signal } = wish;
    const dimensions = wish.dimensions ?? knownDimensions(choice, context);
    const only = dimensions ? { dimensions } : {};
    // A workspace that nobody vouches for sends nothing, whatever was picked in it before.
    if (choice.judge === 'signals' || !vscode.workspace.isTrusted) return { judges: [], ...only };
    const backend = await backends.create(choice, { withKey: true });
    if (subject.kind === 'folder' && !backend.capabilities.batch)
      throw new EvalVerseError(
        'judge/rejected',
        vscode.l10n.t('{0} judges single clips only; pick another judge to score a folder.', backend.model),
      );
    const prices = await priceTable();
    const judge = await this.#judgeOver(await capped(backend, prices), context, prices);
    const isAsked = await this.#allow(subject, { context, judge, backend, prices, signal, ...only });
    return { judges: isAsked ? [judge] : [], ...only };
  }

  /** A judge that sends nothing, to see what it would; `null` when only measuring is picked. @throws as `prepare`. */
  async preview(uri: vscode.Uri, context: EvaluationContext): Promise<ModelJudge | null> {
    const { backends, choice: choices } = this.#services;
    const choice = choices.of(uri);
    if (choice.judge === 'signals') return null;
    return this.#judgeOver(await backends.create(choice, { withKey: false }), context, await priceTable());
  }

  async #judgeOver(
    backend: JudgeBackend,
    { faces, store, taxonomy }: EvaluationContext,
    prices: PriceTable,
  ): Promise<ModelJudge> {
    const { createWorkspaceJudge } = await import('../../batch/workspaceJudge.ts');
    return createWorkspaceJudge({
      ...{ backend, root: store.root, taxonomy, faces: Boolean(faces), prices },
      ...judgingSetting(),
      onLeftovers: (names) => this.#tellLeftovers(names),
    });
  }

  /** False when the user says no, and when there is nothing to allow, since everything was judged before. */
  async #allow(subject: JudgingSubject, asking: Asking): Promise<boolean> {
    const { blindness, consents, log } = this.#services;
    const { backend } = asking;
    const folder = consentFolder(subject.uri, subject.kind);
    const isAllowed = consents.has(backend.origin, folder);
    const estimate = await estimateOf(subject, asking);
    if (estimate.calls === 0) return isAllowed;
    const { withMeasurements } = judgingSetting();
    const name = blindness.on && subject.kind === 'clip' ? blindName() : posix.basename(subject.uri.path);
    const request: ConsentRequest = { subject: subjectText(subject, name, estimate), backend, withMeasurements, estimate };
    if (isAllowed) {
      const text = estimateText(request);
      log.info(text);
      vscode.window.setStatusBarMessage(text, ESTIMATE_SHOWN);
      return true;
    }
    const answer = await askConsent(request);
    asking.signal.throwIfAborted();
    if (answer === 'folder') await consents.allow(backend.origin, folder, new Date());
    return answer !== null;
  }

  #tellLeftovers(names: readonly string[]): void {
    const { log } = this.#services;
    log.warn(`left with the provider: ${names.join(', ')}`);
    vscode.window
      .showWarningMessage(
        vscode.l10n.t(
          'Footage could not be deleted at the provider, which deletes it by itself after some time. EvalVerse: Delete Leftover Uploads tries again.',
        ),
      )
      .then(undefined, (error) => logFailure(log, 'leftovers', error));
  }
}

interface Asking {
  readonly context: EvaluationContext;
  readonly judge: ModelJudge;
  readonly backend: JudgeBackend;
  readonly prices: PriceTable;
  readonly dimensions?: readonly string[];
  readonly signal: AbortSignal;
}

async function estimateOf(subject: JudgingSubject, asking: Asking): Promise<Estimate> {
  const { context, judge, backend, prices, dimensions, signal } = asking;
  const { samples } = judgingSetting();
  const options: EstimateOptions = {
    ...{ judge, samples, prices, signal, model: backend.model, day: new Date() },
    ...(dimensions && { dimensions }),
  };
  const [{ estimateClip, estimateFolder }, { scanFolder }] = await Promise.all([
    import('../../batch/estimate.ts'),
    import('../../batch/scanFolder.ts'),
  ]);
  if (subject.kind === 'clip') return estimateClip(context, subject.uri.fsPath, subject.target, options);
  const { clips } = await scanFolder(subject.uri.fsPath, signal);
  return estimateFolder(context, clips, options);
}

/** A cap of its own for each run; calls that nobody counts cannot be held against money. */
async function capped(backend: JudgeBackend, prices: PriceTable): Promise<JudgeBackend> {
  const { capBy, withSpendCap } = await import('../../judges/spendCap.ts');
  const { usd, calls } = spendLimitSetting();
  return withSpendCap(backend, capBy(prices, backend.model, { usd: backend.capabilities.usage ? usd : null, calls }));
}

/** @throws EvalVerseError `settings/invalid`. */
async function priceTable(): Promise<PriceTable> {
  const { builtinPrices, parsePriceTable } = await import('../../judges/prices.ts');
  const file = pricesSetting();
  if (file === null) return builtinPrices;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new EvalVerseError('settings/invalid', vscode.l10n.t('The price table {0} cannot be read.', file), { cause: error });
  }
  return parsePriceTable(value);
}

/** Those picked that the taxonomy has; `null` for all of them, also when it has none of those picked. */
function knownDimensions({ dimensions }: Choice, { taxonomy }: EvaluationContext): readonly string[] | null {
  const known = dimensionsOf(taxonomy).filter(({ id }) => dimensions?.includes(id));
  return known.length === 0 ? null : known.map(({ id }) => id);
}

function subjectText(subject: JudgingSubject, name: string, { clips }: Estimate): string {
  if (subject.kind === 'folder')
    return clips === 1 ? vscode.l10n.t('1 clip in {0}', name) : vscode.l10n.t('{0} clips in {1}', clips, name);
  if (subject.target.kind === 'clip') return name;
  const { start, end } = subject.target.span;
  return vscode.l10n.t('{0} from {1} to {2}', name, formatTime(start), formatTime(end));
}
