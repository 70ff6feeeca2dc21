import * as vscode from 'vscode';
import { CLIP_EXTENSIONS, isClipPath } from '../../core/clip.ts';
import { Disposables } from '../disposables.ts';
import { CONTEXT } from '../ids.ts';

/** Most WebP files are single pictures and would drown the clips; one that moves is a clip once it is opened as one. */
const EXTENSIONS = CLIP_EXTENSIONS.filter((extension) => extension !== 'webp')
  .flatMap((extension) => [extension, extension.toUpperCase()])
  .join(',');
/** Every file below a folder that ends like a clip, in both usual spellings. */
const CLIP_GLOB = `**/*.{${EXTENSIONS}}`;
const EXCLUDED = '**/{node_modules,.git,.evalverse}/**';
/** A list of more clips than anybody scrolls through would only slow the window down. */
const MOST_CLIPS = 5000;

/** The clips of the workspace, or of one folder of it, in no order; at most `most` where that is given. */
export async function findClips(folder: vscode.Uri | null, most?: number): Promise<vscode.Uri[]> {
  const pattern = folder ? new vscode.RelativePattern(folder, CLIP_GLOB) : CLIP_GLOB;
  const files = await vscode.workspace.findFiles(pattern, EXCLUDED, most);
  return files.filter(({ path }) => isClipPath(path));
}

/** The clips of the workspace. Looks for them on first use and follows files that come and go. */
export class ClipLibrary implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #removed = this.#disposables.add(new vscode.EventEmitter<vscode.Uri>());
  #listing: Promise<readonly vscode.Uri[]> | null = null;

  readonly onDidChange = this.#changed.event;
  readonly onDidRemove = this.#removed.event;

  constructor() {
    const watcher = this.#disposables.add(vscode.workspace.createFileSystemWatcher(CLIP_GLOB, false, true, false));
    this.#disposables.add(watcher.onDidCreate(() => this.#forget()));
    this.#disposables.add(watcher.onDidDelete((uri) => void this.#remove(uri)));
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#forget()));
  }

  /** All clips, by path. */
  clips(): Promise<readonly vscode.Uri[]> {
    this.#listing ??= this.#list();
    return this.#listing;
  }

  async #list(): Promise<readonly vscode.Uri[]> {
    const clips = await findClips(null, MOST_CLIPS);
    await vscode.commands.executeCommand('setContext', CONTEXT.noClips, clips.length === 0);
    return clips.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }));
  }

  /** Events come late: a clip that was replaced, as renderers do by removing the old file first, is there again by now. */
  async #remove(uri: vscode.Uri): Promise<void> {
    const there = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!there) this.#removed.fire(uri);
    this.#forget();
  }

  #forget(): void {
    this.#listing = null;
    this.#changed.fire();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
