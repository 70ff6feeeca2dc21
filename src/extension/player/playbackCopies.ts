import * as vscode from 'vscode';
import type { Clip } from '../../core/clip.ts';
import { isAbort } from '../../core/errors.ts';
import type { PlaybackKind } from '../../media/playback/playbackCopy.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import type { Tasks } from '../evaluation/tasks.ts';
import { type Log, logFailure } from '../reporting.ts';

interface CopyServices {
  readonly evaluator: Evaluator;
  readonly log: Log;
  readonly tasks: Tasks;
}

/** Copies that play where an open clip itself does not: each is made once for all its players. */
export class PlaybackCopies implements vscode.Disposable {
  readonly #services: CopyServices;
  readonly #uri: vscode.Uri;
  readonly #clip: () => Promise<Clip | null>;
  readonly #made = new Map<PlaybackKind, Promise<string | null>>();
  #making = new AbortController();

  /** @param clip resolves to the probed clip, `null` when it cannot be probed. */
  constructor(services: CopyServices, uri: vscode.Uri, clip: () => Promise<Clip | null>) {
    this.#services = services;
    this.#uri = uri;
    this.#clip = clip;
  }

  /** The file of a copy; `null` when there is none to be had. */
  of(kind: PlaybackKind): Promise<string | null> {
    const made = this.#made.get(kind) ?? this.#make(kind, this.#making.signal);
    this.#made.set(kind, made);
    return made;
  }

  /** The clip is another one now: stops what is being made and forgets what was. */
  forget(): void {
    this.#making.abort();
    this.#making = new AbortController();
    this.#made.clear();
  }

  async #make(kind: PlaybackKind, stopped: AbortSignal): Promise<string | null> {
    const { evaluator, log, tasks } = this.#services;
    const clip = await this.#clip();
    if (!clip || stopped.aborted) return null;
    const label =
      kind === 'sound'
        ? vscode.l10n.t('Making sound that VS Code can play')
        : vscode.l10n.t('Making a copy that VS Code can play');
    try {
      return await tasks.run({ label, clip: this.#uri, byUser: false, notify: false, signal: stopped }, (signal, report) =>
        evaluator.playbackCopy(this.#uri, clip, kind, { signal, onProgress: (fraction) => report({ fraction }) }),
      );
    } catch (error) {
      // The page says what cannot be played; why there is no copy either is for the log.
      if (!isAbort(error)) logFailure(log, this.#uri.fsPath, error);
      return null;
    }
  }

  dispose(): void {
    this.#making.abort();
  }
}
