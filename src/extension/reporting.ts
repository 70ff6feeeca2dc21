import * as vscode from 'vscode';
import { EvalVerseError, isAbort } from '../core/errors.ts';
import { COMMAND } from './ids.ts';
import { notificationText } from './notificationText.ts';
import { shownMessageOf } from './usersLanguage.ts';

/** Where failures are written down; the output channel *EvalVerse*. */
export type Log = vscode.LogOutputChannel;

/**
 * Runs what a command or an event set off and is the only place where its failure reaches the user: written to the log
 * with its cause, shown once, cancelled operations silent. Resolves with `undefined` after a failure.
 */
export async function runWithReporting<T>(log: Log, what: string, operation: () => Promise<T> | T): Promise<T | undefined> {
  try {
    return await operation();
  } catch (error) {
    if (isAbort(error)) {
      log.info(`${what}: cancelled`);
      return undefined;
    }
    logFailure(log, what, error);
    // Not awaited: the message stays until the user answers it, and nobody waits for that.
    void offerHelp(error, notificationText(shownMessageOf(error)));
    return undefined;
  }
}

export function logFailure(log: Log, what: string, error: unknown): void {
  log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (error instanceof Error && error.cause !== undefined)
    log.error(error.cause instanceof Error ? error.cause : String(error.cause));
}

async function offerHelp(error: unknown, sentence: string): Promise<void> {
  const code = error instanceof EvalVerseError ? error.code : 'internal';
  if (code === 'workspace/untrusted') {
    const manage = vscode.l10n.t('Manage Workspace Trust');
    if ((await vscode.window.showWarningMessage(sentence, manage)) === manage)
      await vscode.commands.executeCommand('workbench.trust.manage');
  } else if (code === 'ffmpeg/missing' || code === 'ffmpeg/unusable') {
    const settings = vscode.l10n.t('Open Settings');
    const help = vscode.l10n.t('Show Help');
    const answer = await vscode.window.showErrorMessage(sentence, settings, help);
    if (answer === settings) await vscode.commands.executeCommand(COMMAND.configureFfmpeg);
    if (answer === help) await vscode.commands.executeCommand(COMMAND.showFfmpegHelp);
  } else if (code === 'faces/failed') {
    const install = vscode.l10n.t('Install Face Pack');
    if ((await vscode.window.showErrorMessage(sentence, install)) === install)
      await vscode.commands.executeCommand(COMMAND.installFacePack);
  } else if (code === 'judge/key') {
    const setKey = vscode.l10n.t('Set API Key');
    if ((await vscode.window.showErrorMessage(sentence, setKey)) === setKey)
      await vscode.commands.executeCommand(COMMAND.setApiKey);
  } else if (code === 'judge/model' || code === 'judge/not-allowed') {
    const pick = vscode.l10n.t('Pick Judge');
    if ((await vscode.window.showErrorMessage(sentence, pick)) === pick) await vscode.commands.executeCommand(COMMAND.pickJudge);
  } else if (code === 'judge/budget' || code === 'settings/invalid') {
    const settings = vscode.l10n.t('Open Settings');
    if ((await vscode.window.showErrorMessage(sentence, settings)) === settings)
      await vscode.commands.executeCommand('workbench.action.openSettings', 'evalverse.judge');
  } else {
    const showLog = vscode.l10n.t('Show Log');
    if ((await vscode.window.showErrorMessage(sentence, showLog)) === showLog)
      await vscode.commands.executeCommand(COMMAND.showLog);
  }
}
