import { posix } from 'node:path';
import * as vscode from 'vscode';
import { type ErrorCode, EvalVerseError } from '../core/errors.ts';

/** How a sentence to the user names a clip: by its path in the workspace, outside of it by its bare name. */
export function clipName(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri) : posix.basename(uri.path);
}

/** The one sentence about a clip that is gone, wherever that shows. */
export function removedSentence(uri: vscode.Uri): string {
  return vscode.l10n.t('"{0}" was moved or removed.', clipName(uri));
}

/** A sentence about a clip, with the clip called by its name where it holds its absolute path. */
export function sentenceAbout(uri: vscode.Uri, code: ErrorCode, sentence: string): string {
  return code === 'clip/not-found' ? removedSentence(uri) : sentence.replaceAll(uri.fsPath, clipName(uri));
}

/** What was thrown about a clip, with such a sentence. */
export function errorAbout(uri: vscode.Uri, error: unknown): unknown {
  if (!(error instanceof EvalVerseError)) return error;
  const sentence = sentenceAbout(uri, error.code, error.userMessage);
  return sentence === error.userMessage ? error : new EvalVerseError(error.code, sentence, { cause: error });
}
