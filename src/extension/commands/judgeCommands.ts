import { posix } from 'node:path';
import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import { aspectsOf } from '../../core/taxonomy/walk.ts';
import { Disposables } from '../disposables.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import { COMMAND } from '../ids.ts';
import type { Backends, KeyedJudge } from '../judging/backends.ts';
import { chatModels } from '../judging/chatModel.ts';
import type { Consents } from '../judging/consents.ts';
import { consentFolder, type JudgeChoice, type JudgeId } from '../judging/judgeChoice.ts';
import {
  type OfferedModel,
  pickDimension,
  pickDimensionIds,
  pickJudgeId,
  pickKeyedJudge,
  pickModel,
} from '../judging/judgePicks.ts';
import { auditText, type JudgingDocuments, promptText } from '../judging/judgingDocuments.ts';
import type { Keys } from '../judging/keys.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { type Log, logFailure, runWithReporting } from '../reporting.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import { geminiSetting, openaiSetting } from '../settings.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { clipInFront, pickClip, resourceArgument } from './clipArgument.ts';

interface JudgeCommandServices {
  readonly backends: Backends;
  readonly consents: Consents;
  readonly documents: JudgingDocuments;
  readonly evaluator: Evaluator;
  readonly judgeChoice: JudgeChoice;
  readonly keys: Keys;
  readonly library: ClipLibrary;
  readonly log: Log;
  readonly players: PlayerRegistry;
  readonly tasks: Tasks;
  readonly taxonomy: TaxonomyService;
}

/** Pick Judge, Pick Dimensions, Set and Remove API Key, Show Judge Prompt, Show Audit Log, Allowed Endpoints, Delete Leftover Uploads. */
export function activateJudgeCommands(services: JudgeCommandServices): vscode.Disposable {
  const { backends, documents, judgeChoice, keys, log, players, taxonomy } = services;
  const disposables = new Disposables();
  const on = (command: string, run: (argument: unknown) => Promise<void>) =>
    disposables.add(
      vscode.commands.registerCommand(command, (argument: unknown) => runWithReporting(log, command, () => run(argument))),
    );
  on(COMMAND.pickJudge, async (argument) => {
    const place = await placeOf(players, argument);
    if (place) await pickJudge(services, place);
  });
  on(COMMAND.pickDimensions, async (argument) => {
    const place = await placeOf(players, argument);
    if (!place) return;
    const now = judgeChoice.of(place);
    const picked = await pickDimensionIds(aspectsOf(await taxonomy.loadShown()), now.dimensions);
    if (picked !== null) await judgeChoice.choose(place, { ...now, dimensions: picked === 'all' ? null : [...picked] });
  });
  on(COMMAND.setApiKey, async () => {
    const judge = await pickKeyedJudge();
    if (judge === null) return;
    const origin = await backends.originOf(judge);
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Set API Key'),
      prompt:
        judge === 'openai' || geminiSetting().cloud === null
          ? vscode.l10n.t('Key for {0}. The editor keeps it among its secrets; it is sent nowhere else.', origin)
          : vscode.l10n.t('Access token for {0}, which lasts about an hour. The editor keeps it among its secrets.', origin),
      password: true,
      ignoreFocusOut: true,
      validateInput: (text) =>
        /^[\x21-\x7e]+$/.test(text.trim()) ? null : vscode.l10n.t('A key has no spaces and no special characters.'),
    });
    if (key !== undefined && key.trim() !== '') await keys.set(origin, key.trim());
  });
  on(COMMAND.removeApiKey, async () => {
    const judge = await pickKeyedJudge();
    if (judge === null) return;
    const origin = await backends.originOf(judge);
    await keys.remove(origin);
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no key for {0} any more.', origin));
  });
  on(COMMAND.showJudgePrompt, async (argument) => {
    const clip = resourceArgument(argument) ?? clipInFront(players) ?? (await pickClip(services.library));
    if (clip) await showPrompt(services, documents, clip);
  });
  on(COMMAND.showAuditLog, async () => {
    const { readAuditLog } = await import('../../store/auditLog.ts');
    await documents.show(vscode.l10n.t('EvalVerse audit log'), '', auditText(await readAuditLog(backends.auditFile)));
  });
  on(COMMAND.allowedEndpoints, () => revoke(services.consents));
  on(COMMAND.deleteLeftoverUploads, () => sweep(services));
  return disposables;
}

/** The clip or folder whose choice is meant. */
async function placeOf(players: PlayerRegistry, argument: unknown): Promise<vscode.Uri | null> {
  const given = resourceArgument(argument) ?? clipInFront(players);
  if (given) return given;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri ?? null;
  return (await vscode.window.showWorkspaceFolderPick())?.uri ?? null;
}

async function pickJudge(services: JudgeCommandServices, place: vscode.Uri): Promise<void> {
  const { judgeChoice } = services;
  const now = judgeChoice.of(place);
  const judge = await pickJudgeId(now.judge);
  if (judge === null) return;
  const nowModel = judge === now.judge ? now.model : null;
  const model = judge === 'signals' ? null : await pickModel(await modelsOf(services, judge, place), nowModel);
  if (judge !== 'signals' && model === null) return;
  await judgeChoice.choose(place, { ...now, judge, model });
}

/** Those that the endpoint lists, where the user has allowed to ask it; else those that are known of it. */
async function modelsOf(
  { backends, consents, log }: JudgeCommandServices,
  judge: Exclude<JudgeId, 'signals'>,
  place: vscode.Uri,
): Promise<readonly OfferedModel[]> {
  if (judge === 'vscode-lm') return chatModels();
  const otherwise = await knownModels(judge);
  if (!consents.has(await backends.originOf(judge), consentFolder(place, 'clip'))) return otherwise;
  try {
    const signal = AbortSignal.timeout(LISTING_TIMEOUT);
    if (judge === 'gemini') return await (await backends.gemini(null, { withKey: true })).listModels(signal);
    const models = await (await backends.openai(null, { withKey: true })).listModels(signal);
    return models.map(({ id }) => ({ id, title: id }));
  } catch (error) {
    logFailure(log, 'models', error);
    return otherwise;
  }
}

/** What is known without asking: the model in the settings, and those with a price. */
async function knownModels(judge: KeyedJudge): Promise<readonly OfferedModel[]> {
  const { builtinPrices } = await import('../../judges/prices.ts');
  const priced = Object.keys(builtinPrices.models).filter((name) => judge === 'gemini' && name.startsWith('gemini-'));
  const { model } = judge === 'gemini' ? geminiSetting() : openaiSetting();
  return [...new Set([model, ...priced])].filter((id) => id !== '').map((id) => ({ id, title: id }));
}

/** Milliseconds that somebody who picks a model is kept waiting. */
const LISTING_TIMEOUT = 5_000;

async function showPrompt(
  { evaluator, tasks, taxonomy }: JudgeCommandServices,
  documents: JudgingDocuments,
  clip: vscode.Uri,
): Promise<void> {
  const dimension = await pickDimension(aspectsOf(await taxonomy.loadShown()));
  if (dimension === null) return;
  const label = vscode.l10n.t('Preparing the prompt about {0}', posix.basename(clip.path));
  const prompts = await tasks.run({ label, clip, byUser: true, notify: true }, (signal) =>
    evaluator.prompts(clip, [dimension], signal),
  );
  if (prompts === null)
    throw new EvalVerseError('judge/model', vscode.l10n.t('Measuring sends nothing to anybody; pick a judge that does first.'));
  await documents.show(`${posix.basename(clip.path)} ${dimension}`, clip.toString(), promptText(clip, prompts));
}

async function revoke(consents: Consents): Promise<void> {
  const items = consents.all().map((consent) => ({
    label: consent.origin === 'editor' ? vscode.l10n.t('Chat models of the editor') : consent.origin,
    description: folderName(consent.folder),
    detail: vscode.l10n.t('allowed on {0}', new Date(consent.time).toLocaleString(vscode.env.language)),
    consent,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No endpoint may be sent footage without asking you.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Allowed Endpoints'),
    placeHolder: vscode.l10n.t('Tick those that have to ask again from now on'),
  });
  if (picked) await consents.revoke(picked.map(({ consent }) => consent));
}

function folderName(folder: string): string {
  const uri = vscode.Uri.parse(folder);
  return uri.scheme === 'file' ? uri.fsPath : folder;
}

async function sweep({ backends, tasks }: JudgeCommandServices): Promise<void> {
  if (tasks.running.some(({ byUser }) => byUser))
    throw new EvalVerseError(
      'judge/rejected',
      vscode.l10n.t('Clips are being judged right now; delete leftovers when that is over.'),
    );
  const backend = await backends.gemini(null, { withKey: true });
  const label = vscode.l10n.t('Deleting leftover uploads at {0}', backend.origin);
  const { deleted, left } = await tasks.run({ label, clip: null, byUser: true, notify: true }, (signal) =>
    backend.sweepLeftovers(signal),
  );
  void vscode.window.showInformationMessage(
    left.length === 0
      ? vscode.l10n.t('{0} leftover uploads deleted.', deleted)
      : vscode.l10n.t('{0} leftover uploads deleted; {1} could not be.', deleted, left.length),
  );
}
