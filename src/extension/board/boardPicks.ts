import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { SurveyedJudge } from '../../batch/ratings/surveyOf.ts';
import { COMMAND } from '../ids.ts';
import { JUDGE_IDS, judgeTitle } from '../judging/judgeChoice.ts';
import { notificationText } from '../notificationText.ts';

/** What a judge is called that may be of another version of EvalVerse. */
export function judgeName(id: string): string {
  const known = JUDGE_IDS.find((each) => each === id);
  return known === undefined ? id : judgeTitle(known);
}

/** The workspace folder meant: that of the resource, the only one, or the one the user picks; `null` when he picks none. */
export async function pickRatedFolder(resource: vscode.Uri | null): Promise<vscode.Uri | null> {
  const own = resource && vscode.workspace.getWorkspaceFolder(resource);
  if (own) return own.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri ?? null;
  const placeHolder = vscode.l10n.t('The folder whose ratings are meant');
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder }))?.uri ?? null;
}

/** The only judge there is, or the one the user picks; `undefined` when he picks none. */
export async function pickRatedJudge(judges: readonly SurveyedJudge[]): Promise<SurveyedJudge | undefined> {
  if (judges.length <= 1) return judges[0];
  const items = judges.map((judge) => ({
    label: judgeName(judge.id),
    description: vscode.l10n.t('{0} rated clips', judge.clips),
    judge,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('The judge that is held against the raters'),
  });
  return picked?.judge;
}

/** Says that nobody has rated anything, and offers what helps. */
export async function tellNoRatings(folder: vscode.Uri): Promise<void> {
  const annotate = vscode.l10n.t('Annotate Clip');
  const sentence = vscode.l10n.t(
    'Nobody has rated a clip in {0} yet. Annotate some, or import ratings.',
    posix.basename(folder.path),
  );
  const importing = vscode.l10n.t('Import Ratings…');
  const answer = await vscode.window.showInformationMessage(notificationText(sentence), annotate, importing);
  if (answer === annotate) await vscode.commands.executeCommand(COMMAND.annotateClip);
  if (answer === importing) await vscode.commands.executeCommand(COMMAND.importRatings);
}

/** Says that no judge answered about a rated clip, and offers what helps. */
export async function tellNoJudge(folder: vscode.Uri): Promise<void> {
  const score = vscode.l10n.t('Score Folder');
  const sentence = vscode.l10n.t(
    'No judge has answered about a rated clip of {0}. Score the folder first.',
    posix.basename(folder.path),
  );
  if ((await vscode.window.showInformationMessage(notificationText(sentence), score)) === score)
    await vscode.commands.executeCommand(COMMAND.scoreFolder, folder);
}
