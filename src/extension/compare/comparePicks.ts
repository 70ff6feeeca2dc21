import { posix } from 'node:path';
import * as vscode from 'vscode';

/**
 * Asks which clips are to be compared; `null` when the user wants none after all.
 *
 * @param blind he may not see what they are called, so that they are numbered as in the Clips view.
 */
export async function pickComparedClips(
  clips: readonly vscode.Uri[],
  preselected: readonly vscode.Uri[],
  blind: boolean,
): Promise<readonly vscode.Uri[] | null> {
  const chosen = preselected.map((clip) => clip.toString());
  const outside = preselected.filter((clip) => !clips.some((other) => other.toString() === clip.toString()));
  const items = [...outside, ...clips].map((uri, index) => ({
    label: blind ? vscode.l10n.t('Clip {0}', index + 1) : posix.basename(uri.path),
    description: blind ? '' : vscode.workspace.asRelativePath(uri),
    picked: chosen.includes(uri.toString()),
    uri,
  }));
  const placeHolder = vscode.l10n.t('Two to four clips to compare');
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder, matchOnDescription: true });
  return picked?.map(({ uri }) => uri) ?? null;
}
