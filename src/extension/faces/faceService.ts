import { join } from 'node:path';
import * as vscode from 'vscode';
import { EvalVerseError } from '../../core/errors.ts';
import type { FacePack } from '../../media/faces/pack.ts';
import type { Log } from '../reporting.ts';
import { facesSetting } from '../settings.ts';

/** Knows whether faces are looked for, and with what. */
export class FaceService {
  readonly #log: Log;
  readonly #extensionFolder: string;
  /** Where the installed pack lies: like a `node_modules` folder. */
  readonly folder: string;

  constructor(log: Log, context: vscode.ExtensionContext) {
    this.#log = log;
    this.#extensionFolder = context.extensionUri.fsPath;
    this.folder = join(context.globalStorageUri.fsPath, 'faces', 'node_modules');
  }

  /**
   * The face pack when faces are to be looked for, else `null`. Never out of a workspace: it is code that runs.
   *
   * @throws `EvalVerseError` `faces/missing`.
   */
  async find(): Promise<FacePack | null> {
    if (!facesSetting() || !vscode.workspace.isTrusted) return null;
    const { findFacePack } = await import('../../media/faces/pack.ts');
    const pack = await findFacePack([this.folder, join(this.#extensionFolder, 'node_modules')]);
    if (pack) {
      this.#log.debug(`face pack: ${pack.human}`);
      return pack;
    }
    throw new EvalVerseError(
      'faces/missing',
      vscode.l10n.t(
        'Faces are to be looked for, but the face pack is not installed: install it, or turn the setting evalverse.faces.enabled off.',
      ),
    );
  }
}
