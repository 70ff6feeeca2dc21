import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ClipHash } from '../../core/clip.ts';
import type { Store } from '../../store/store.ts';

/** The stores of this window: one per workspace folder, and one of the user's own for clips outside every folder. */
export class Journals implements vscode.Disposable {
  readonly #stores = new Map<string, Promise<Store>>();
  readonly #changed = new vscode.EventEmitter<ClipHash>();
  readonly #outside: string;

  /** Fires when verdicts on a clip were added, by this window or by another process. */
  readonly onDidChange = this.#changed.event;

  constructor(globalStorageUri: vscode.Uri) {
    this.#outside = globalStorageUri.fsPath;
  }

  /** The folder whose `.evalverse` holds the verdicts on `clip`. */
  rootOf(clip: vscode.Uri): string {
    const folder = vscode.workspace.getWorkspaceFolder(clip);
    return folder?.uri.scheme === 'file' ? folder.uri.fsPath : this.#outside;
  }

  storeOf(clip: vscode.Uri): Promise<Store> {
    const root = this.rootOf(clip);
    const opened = this.#stores.get(root) ?? this.#open(root);
    this.#stores.set(root, opened);
    // A store that could not be opened is tried again next time.
    opened.catch(() => this.#stores.delete(root));
    return opened;
  }

  /** Takes in what other processes, such as the command line, have written below `root`. */
  async refresh(root: string): Promise<void> {
    await (await this.#stores.get(root))?.refresh();
  }

  /** True when something was ever judged below `root`. */
  async hasRuns(root: string): Promise<boolean> {
    try {
      return (await stat(join(root, '.evalverse', 'runs'))).isDirectory();
    } catch {
      return false;
    }
  }

  async #open(root: string): Promise<Store> {
    const { openStore } = await import('../../store/store.ts');
    const { defaultCacheFolder } = await import('../../store/cache.ts');
    if (root === this.#outside) await vscode.workspace.fs.createDirectory(vscode.Uri.file(root));
    const store = await openStore({ root, cacheFolder: defaultCacheFolder() });
    store.onDidChange((hash) => this.#changed.fire(hash));
    return store;
  }

  dispose(): void {
    for (const store of this.#stores.values()) store.then((opened) => opened.close()).catch(() => undefined);
    this.#stores.clear();
    this.#changed.dispose();
  }
}
