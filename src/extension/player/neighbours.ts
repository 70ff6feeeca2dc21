import * as vscode from 'vscode';
import { isClipPath } from '../../core/clip.ts';
import { PLAYER_VIEW_TYPE } from '../ids.ts';

/** Names as people count: `clip 9` before `clip 10`. */
const BY_NAME = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The name that follows (1) or precedes (−1) `name` among the clips of a folder, `null` at either end. */
export function neighbourName(names: readonly string[], name: string, direction: 1 | -1): string | null {
  const clips = names.filter((one) => isClipPath(one) || one === name).sort(BY_NAME.compare);
  return clips[clips.indexOf(name) + direction] ?? null;
}

/**
 * Opens the next or previous clip of the folder in the same column; says so at either end. As in the Explorer, it takes the place of a
 * clip that was only looked at: going through a folder must not leave a tab, and its player, for every clip.
 *
 * @returns the clip that was opened, or `null`.
 */
export async function openNeighbour(
  clip: vscode.Uri,
  direction: 1 | -1,
  viewColumn: vscode.ViewColumn | undefined,
): Promise<vscode.Uri | null> {
  const folder = vscode.Uri.joinPath(clip, '..');
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const names = entries.filter(([, type]) => (type & vscode.FileType.Directory) === 0).map(([name]) => name);
  const name = neighbourName(names, clip.path.split('/').at(-1) ?? '', direction);
  if (name === null) {
    vscode.window.setStatusBarMessage(
      direction === 1
        ? vscode.l10n.t('This is the last clip of the folder.')
        : vscode.l10n.t('This is the first clip of the folder.'),
      3000,
    );
    return null;
  }
  const neighbour = vscode.Uri.joinPath(folder, name);
  await vscode.commands.executeCommand('vscode.openWith', neighbour, PLAYER_VIEW_TYPE, {
    preview: true,
    ...(viewColumn !== undefined && { viewColumn }),
  });
  return neighbour;
}
