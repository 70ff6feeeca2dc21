import { join } from 'node:path';
import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import type { FfmpegLocation } from '../../media/ffmpeg/location.ts';
import { Disposables } from '../disposables.ts';
import { CONTEXT } from '../ids.ts';
import type { Log } from '../reporting.ts';
import { ffmpegSetting, onDidChangeSetting } from '../settings.ts';
import { shownMessageOf } from '../usersLanguage.ts';

export type FfmpegState =
  | { readonly kind: 'unknown' | 'searching' | 'untrusted' }
  | { readonly kind: 'found'; readonly location: FfmpegLocation }
  | { readonly kind: 'missing'; readonly sentence: string };

/** Knows the one ffmpeg that this window uses. Looks for it on first need, and again when the settings or trust change. */
export class FfmpegService implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<FfmpegState>());
  readonly #log: Log;
  readonly #extensionFolder: string;
  readonly #storageFolder: string;
  #state: FfmpegState = { kind: 'unknown' };
  #search: Promise<FfmpegLocation> | null = null;

  readonly onDidChange = this.#changed.event;

  constructor(log: Log, context: vscode.ExtensionContext) {
    this.#log = log;
    this.#extensionFolder = context.extensionUri.fsPath;
    this.#storageFolder = context.globalStorageUri.fsPath;
    const again = () => {
      this.#search = null;
      // Whoever asked before is answered again; nobody asked, nothing is started.
      if (this.#state.kind !== 'unknown') this.find().catch(() => undefined);
    };
    this.#disposables.add(onDidChangeSetting('ffmpeg', again));
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(again));
  }

  get state(): FfmpegState {
    return this.#state;
  }

  /** @throws `EvalVerseError` `workspace/untrusted`, `ffmpeg/missing` or `ffmpeg/unusable`. */
  find(): Promise<FfmpegLocation> {
    if (!vscode.workspace.isTrusted) {
      this.#become({ kind: 'untrusted' });
      return Promise.reject(untrustedError());
    }
    return this.#search ?? this.#begin();
  }

  #begin(): Promise<FfmpegLocation> {
    this.#become({ kind: 'searching' });
    const search: Promise<FfmpegLocation> = this.#answer(() => this.#search === search);
    this.#search = search;
    search.then(
      (location) => {
        // A search that the settings have overtaken may end after the one that counts.
        if (this.#search !== search) return;
        this.#log.info(`ffmpeg ${location.version} (${location.kind}, ${location.foundBy}): ${location.ffmpeg}`);
        this.#become({ kind: 'found', location });
      },
      (error) => {
        if (this.#search !== search) return;
        // A failed search is not remembered: ffmpeg may be installed a minute later.
        this.#search = null;
        this.#become({ kind: 'missing', sentence: shownMessageOf(error) });
      },
    );
    return search;
  }

  /** @param counts false once the settings have overtaken this search: the later one then answers whoever waits for it. */
  async #answer(counts: () => boolean): Promise<FfmpegLocation> {
    const [result] = await Promise.allSettled([this.#locate()]);
    if (!counts() && this.#search !== null) return this.#search;
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  async #locate(): Promise<FfmpegLocation> {
    const { locateFfmpeg } = await import('../../media/ffmpeg/location.ts');
    return locateFfmpeg({ setting: ffmpegSetting(), wasmFolders: this.#wasmFolders() });
  }

  #wasmFolders(): string[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    return [this.#storageFolder, this.#extensionFolder, ...folders.map(({ uri }) => uri.fsPath)].map((folder) =>
      join(folder, 'node_modules', '@ffmpeg', 'core'),
    );
  }

  #become(state: FfmpegState): void {
    this.#state = state;
    void vscode.commands.executeCommand('setContext', CONTEXT.ffmpegMissing, state.kind === 'missing');
    this.#changed.fire(state);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

export function untrustedError(): EvalVerseError {
  return new EvalVerseError(
    'workspace/untrusted',
    vscode.l10n.t('This workspace is not trusted, so clips play but are not analysed or evaluated.'),
  );
}
