import { join, posix } from 'node:path';
import * as vscode from 'vscode';
import type { FolderEntry, FolderReport } from '../../batch/scoreFolder.ts';
import { isAbort } from '../../core/errors.ts';
import { sentenceAbout } from '../clipNames.ts';
import { Disposables } from '../disposables.ts';
import { COMMAND, FINDINGS_VIEW } from '../ids.ts';
import { notificationText } from '../notificationText.ts';
import { logFailure, runWithReporting } from '../reporting.ts';
import type { Failure } from '../reviews/failures.ts';
import { inUsersLanguage } from '../usersLanguage.ts';
import { resourceArgument } from './clipArgument.ts';
import { type EvaluationServices, overallFraction } from './evaluationCommands.ts';

/** Score Folder. */
export function activateFolderCommands(services: EvaluationServices): vscode.Disposable {
  const disposables = new Disposables();
  disposables.add(
    vscode.commands.registerCommand(COMMAND.scoreFolder, (argument: unknown) =>
      runWithReporting(services.log, COMMAND.scoreFolder, async () => {
        const folder = await folderOf(resourceArgument(argument));
        if (folder) return score(services, folder);
        return undefined;
      }),
    ),
  );
  return disposables;
}

/** The folder meant: the one clicked, the one of the clip clicked, or a workspace folder. */
async function folderOf(resource: vscode.Uri | null): Promise<vscode.Uri | null> {
  if (!resource) {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length <= 1) return folders[0]?.uri ?? null;
    return (await vscode.window.showWorkspaceFolderPick())?.uri ?? null;
  }
  const { type } = await vscode.workspace.fs.stat(resource);
  return (type & vscode.FileType.Directory) === 0 ? vscode.Uri.joinPath(resource, '..') : resource;
}

type FailedEntry = Extract<FolderEntry, { status: 'failed' }>;
type FailedClip = Failure & { readonly path: string };

/** So many reasons fit into a notification. */
const REASONS_TOLD = 3;

async function score(services: EvaluationServices, folder: vscode.Uri): Promise<FolderReport> {
  const { evaluator, failures, judgeChoice, loader, log, tasks } = services;
  const { judge } = judgeChoice.of(folder);
  const label = vscode.l10n.t('Scoring {0}', posix.basename(folder.path));
  const report = await tasks.run({ label, clip: null, byUser: true, notify: true }, async (signal, tell) => {
    const fractions = new Map<string, number>();
    const loads: Promise<void>[] = [];
    const result = await evaluator.scoreFolder(folder, {
      signal,
      onProgress: (progress) => {
        const path = progress.kind === 'clip' ? progress.path : progress.entry.path;
        fractions.set(path, progress.kind === 'done' ? 1 : (overallFraction(progress, judge) ?? fractions.get(path) ?? 0));
        const sum = [...fractions.values()].reduce((total, fraction) => total + fraction, 0);
        tell({
          fraction: sum / progress.total,
          label: vscode.l10n.t('{0} of {1}: {2}', finished(fractions), progress.total, path),
        });
        if (progress.kind !== 'done') return;
        const clip = clipIn(folder, path);
        if (progress.entry.status === 'failed') {
          failures.add(clip, failureOf(folder, progress.entry));
          return;
        }
        failures.remove(clip);
        loads.push(
          loader.load(clip).catch((error) => {
            if (!isAbort(error)) logFailure(log, path, error);
          }),
        );
      },
    });
    await Promise.all(loads);
    return result;
  });
  for (const note of report.notes) log.warn(note);
  const failed = report.clips.flatMap((entry) =>
    entry.status === 'failed' ? [{ path: entry.path, ...failureOf(folder, entry) }] : [],
  );
  for (const { path, sentence } of failed) log.error(`${path}: ${sentence}`);
  void tellResult(report, failed);
  return report;
}

function finished(fractions: ReadonlyMap<string, number>): number {
  return [...fractions.values()].filter((fraction) => fraction === 1).length;
}

/** @param path relative to `folder`, with forward slashes. */
function clipIn(folder: vscode.Uri, path: string): vscode.Uri {
  return vscode.Uri.file(join(folder.fsPath, path));
}

function failureOf(folder: vscode.Uri, { path, code, sentence }: FailedEntry): Failure {
  return { code, sentence: sentenceAbout(clipIn(folder, path), code, sentence) };
}

async function tellResult({ clips, cancelled, stopped, total }: FolderReport, failed: readonly FailedClip[]): Promise<void> {
  const scored = clips.filter(({ status }) => status === 'scored').length;
  if (total === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('There are no clips in this folder.'));
  } else if (stopped !== null) {
    await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} of {1} clips scored. {2}', scored, total, notificationText(inUsersLanguage(stopped))),
    );
  } else if (failed.length > 0) {
    const showLog = vscode.l10n.t('Show Log');
    const message = vscode.l10n.t('{0} of {1} clips scored. {2}', scored, total, notificationText(reasonsText(failed)));
    if ((await vscode.window.showWarningMessage(message, showLog)) === showLog)
      await vscode.commands.executeCommand(COMMAND.showLog);
  } else if (cancelled) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('{0} of {1} clips scored before you cancelled. Score the folder again to go on from there.', scored, total),
    );
  } else {
    const showFindings = vscode.l10n.t('Show Findings');
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('{0} clips scored.', scored), showFindings);
    if (answer === showFindings) await vscode.commands.executeCommand(`${FINDINGS_VIEW}.focus`);
  }
}

/** The first reasons, and how many there are besides. */
function reasonsText(failed: readonly FailedClip[]): string {
  const told = failed
    .slice(0, REASONS_TOLD)
    .map(({ path, sentence }) => ({ path, sentence: inUsersLanguage(sentence) }))
    .map(({ path, sentence }) => (sentence.includes(posix.basename(path)) ? sentence : `${path}: ${sentence}`));
  const more = failed.length - told.length;
  return [...told, ...(more > 0 ? [vscode.l10n.t('{0} more could not be scored.', more)] : [])].join(' ');
}
