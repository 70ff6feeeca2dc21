import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod';
import { CLIP_EXTENSIONS } from '../../core/clip.ts';
import { EvalVerseError } from '../../core/errors.ts';

/** What agents hand to our tools, whatever the manifest asks of them. */
const inputSchema = z.object({ clip: z.string().trim().min(1).max(4096) });

/**
 * The clip that an agent names: in a folder of the workspace, by its path there or as a whole.
 *
 * @throws EvalVerseError `clip/not-found` for everything else.
 */
export async function toolClip(input: unknown): Promise<vscode.Uri> {
  const parsed = inputSchema.safeParse(input);
  const path = parsed.success ? parsed.data.clip : '';
  for (const uri of candidates(path)) {
    // Whatever an agent writes, nothing outside of what the user has opened is touched.
    const extension = uri.path.slice(uri.path.lastIndexOf('.') + 1).toLowerCase();
    if (!vscode.workspace.getWorkspaceFolder(uri) || !isClipExtension(extension)) continue;
    if (await isFile(uri)) return uri;
  }
  throw new EvalVerseError('clip/not-found', vscode.l10n.t('There is no clip {0} in the workspace.', path));
}

function candidates(path: string): vscode.Uri[] {
  if (path === '') return [];
  if (isAbsolute(path)) return [vscode.Uri.file(path)];
  return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri, name }) => [
    vscode.Uri.joinPath(uri, path),
    // As the editor itself writes paths when several folders are open.
    ...(path.startsWith(`${name}/`) ? [vscode.Uri.joinPath(uri, path.slice(name.length + 1))] : []),
  ]);
}

function isClipExtension(extension: string): boolean {
  return CLIP_EXTENSIONS.some((known) => known === extension);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
