import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FacePack } from '../../media/faces/pack.ts';
import { COMMAND } from '../ids.ts';
import type { Log } from '../reporting.ts';
import { facesSetting, onDidChangeSetting } from '../settings.ts';

/** Knows whether faces are looked for, and with what. */
export class FaceService implements vscode.Disposable {
  readonly #log: Log;
  readonly #extensionFolder: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #setting = onDidChangeSetting('faces', () => this.#changed.fire());
  #missing = false;
  #offered = false;
  /** Where the installed pack lies: like a `node_modules` folder. */
  readonly folder: string;

  /** `limitation` may be another one. */
  readonly onDidChange = this.#changed.event;

  constructor(log: Log, context: vscode.ExtensionContext) {
    this.#log = log;
    this.#extensionFolder = context.extensionUri.fsPath;
    this.folder = join(context.globalStorageUri.fsPath, 'faces', 'node_modules');
  }

  /** The sentence about faces that should have been looked for and were not; `null` when all is as it was wished. */
  get limitation(): string | null {
    if (!this.#missing || !facesSetting()) return null;
    return vscode.l10n.t('Faces were not looked for, because the face pack is not installed: questions about them stay open.');
  }

  /**
   * The face pack when faces are to be looked for, else `null`. Never out of a workspace: it is code that runs. Where it is not
   * installed, all else is judged without it, and installing it is offered once.
   */
  async find(): Promise<FacePack | null> {
    if (!facesSetting() || !vscode.workspace.isTrusted) return null;
    const { findFacePack } = await import('../../media/faces/pack.ts');
    const pack = await findFacePack([this.folder, join(this.#extensionFolder, 'node_modules')]);
    if (pack) this.#log.debug(`face pack: ${pack.human}`);
    this.#setMissing(pack === null);
    return pack;
  }

  #setMissing(missing: boolean): void {
    if (missing !== this.#missing) {
      this.#missing = missing;
      this.#changed.fire();
    }
    if (!missing || this.#offered) return;
    this.#offered = true;
    void this.#offer();
  }

  async #offer(): Promise<void> {
    const { limitation } = this;
    if (limitation === null) return;
    this.#log.warn(limitation);
    const install = vscode.l10n.t('Install Face Pack');
    if ((await vscode.window.showWarningMessage(limitation, install)) === install)
      await vscode.commands.executeCommand(COMMAND.installFacePack);
  }

  dispose(): void {
    this.#setting.dispose();
    this.#changed.dispose();
  }
}
