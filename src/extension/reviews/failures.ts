import * as vscode from 'vscode';
import { type ErrorCode, EvalVerseError } from '../../core/errors.ts';
import { inUsersLanguage } from '../usersLanguage.ts';

/** Why a clip could not be judged. */
export interface Failure {
  readonly code: ErrorCode;
  /** One sentence for the user. */
  readonly sentence: string;
}

/** The clips that could not be judged in this session. A failure is kept until the clip is read without one. */
export class Failures implements vscode.Disposable {
  readonly #failures = new Map<string, Failure>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  get(uri: vscode.Uri): Failure | null {
    return this.#failures.get(uri.toString()) ?? null;
  }

  add(uri: vscode.Uri, failure: Failure): void {
    this.#failures.set(uri.toString(), { ...failure, sentence: inUsersLanguage(failure.sentence) });
    this.#changed.fire(uri);
  }

  /** Adds what was thrown where it tells about the clip, as against the machine or the workspace; not that the clip is gone. */
  addError(uri: vscode.Uri, error: unknown): void {
    if (!(error instanceof EvalVerseError) || error.code === 'clip/not-found') return;
    if (error.code.startsWith('clip/') || error.code === 'ffmpeg/failed')
      this.add(uri, { code: error.code, sentence: error.userMessage });
  }

  remove(uri: vscode.Uri): void {
    if (this.#failures.delete(uri.toString())) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
