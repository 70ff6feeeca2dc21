import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { TaxonomyFile, TaxonomyProblem } from '../../core/taxonomy/extend.ts';
import type { Taxonomy } from '../../core/taxonomy/model.ts';
import { coalesced } from '../coalesced.ts';
import { Disposables } from '../disposables.ts';
import { type Log, logFailure } from '../reporting.ts';
import { onDidChangeSetting, taxonomySetting } from '../settings.ts';
import { inUsersLanguage } from '../usersLanguage.ts';

/** The taxonomy of this window: the built-in one with what the workspace changes in it. Problems of its files are diagnostics there. */
export class TaxonomyService implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<Taxonomy>());
  readonly #problems = this.#disposables.add(vscode.languages.createDiagnosticCollection('evalverse-taxonomy'));
  readonly #log: Log;
  /** One at a time, since an older one that ended last would stay in force. */
  readonly #loadAnew = coalesced<void, Taxonomy>(
    () => this.#load(),
    () => 'taxonomy',
  );
  #watcher = new Disposables();
  #loading: Promise<Taxonomy> | null = null;
  #current: Taxonomy | null = null;
  #shown: Taxonomy | null = null;

  /** Fires when another taxonomy is in force than before. */
  readonly onDidChange = this.#changed.event;

  constructor(log: Log) {
    this.#log = log;
    this.#disposables.add({ dispose: () => this.#watcher.dispose() });
    this.#disposables.add(onDidChangeSetting('taxonomy', () => this.#reload()));
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#reload()));
  }

  /** The taxonomy in force. Files with problems, or that cannot be read, are left out of it. */
  load(): Promise<Taxonomy> {
    this.#loading ??= this.#loadAnew();
    return this.#loading;
  }

  /** What `load` last gave. */
  get current(): Taxonomy {
    if (!this.#current) throw new Error('the taxonomy is not loaded');
    return this.#current;
  }

  /** The taxonomy in force in the words of the user's language: to be shown, never to judge by. */
  async loadShown(): Promise<Taxonomy> {
    await this.load();
    return this.shown;
  }

  /** What `loadShown` last gave. */
  get shown(): Taxonomy {
    return this.#shown ?? this.current;
  }

  #reload(): void {
    if (!this.#loading) return;
    const loading = this.#loadAnew();
    if (loading === this.#loading) return;
    this.#loading = loading;
    loading.then((taxonomy) => this.#changed.fire(taxonomy)).catch((error) => logFailure(this.#log, 'taxonomy', error));
  }

  async #load(): Promise<Taxonomy> {
    const taxonomy = await this.#read();
    this.#shown = await inShownLanguage(taxonomy);
    this.#current = taxonomy;
    return taxonomy;
  }

  async #read(): Promise<Taxonomy> {
    const { builtinTaxonomy } = await import('../../core/taxonomy/builtin.ts');
    const files = await this.#overrideFiles();
    if (files.length === 0) {
      this.#problems.clear();
      return builtinTaxonomy();
    }
    const { extendTaxonomy } = await import('../../core/taxonomy/extend.ts');
    const { taxonomy, problems } = extendTaxonomy(builtinTaxonomy(), files);
    this.#showProblems(problems);
    return taxonomy;
  }

  /** The files that the setting names, in the order of their paths, and from now on a watch over them. */
  async #overrideFiles(): Promise<TaxonomyFile[]> {
    this.#watcher.dispose();
    this.#watcher = new Disposables();
    const setting = taxonomySetting();
    if (setting === null) return [];
    const named = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, setting));
    const files: TaxonomyFile[] = [];
    for (const place of named) {
      this.#watch(place);
      for (const uri of await filesAt(place)) {
        try {
          files.push({ path: uri.toString(), text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) });
        } catch (error) {
          logFailure(this.#log, uri.fsPath, error);
        }
      }
    }
    if (files.length === 0) this.#log.warn(`evalverse.taxonomy: there is no file or folder ${setting} in this workspace`);
    return files;
  }

  #watch(place: vscode.Uri): void {
    const pattern = new vscode.RelativePattern(place, '{,*.json}');
    const beside = new vscode.RelativePattern(vscode.Uri.joinPath(place, '..'), posix.basename(place.path));
    for (const watched of [pattern, beside]) {
      const watcher = this.#watcher.add(vscode.workspace.createFileSystemWatcher(watched));
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
        this.#watcher.add(event(() => this.#reload()));
    }
  }

  #showProblems(problems: readonly TaxonomyProblem[]): void {
    this.#problems.clear();
    for (const [path, ofFile] of Map.groupBy(problems, ({ path }) => path)) {
      this.#problems.set(
        vscode.Uri.parse(path, true),
        ofFile.map(({ line, column, message }) => {
          const at = new vscode.Position(line - 1, column - 1);
          const diagnostic = new vscode.Diagnostic(new vscode.Range(at, at), inUsersLanguage(message));
          diagnostic.source = 'EvalVerse';
          return diagnostic;
        }),
      );
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

async function inShownLanguage(taxonomy: Taxonomy): Promise<Taxonomy> {
  if (vscode.env.language !== 'zh-cn') return taxonomy;
  const { inChinese } = await import('../../core/taxonomy/chinese.ts');
  return inChinese(taxonomy);
}

/** A JSON file, or the JSON files directly in a folder. */
async function filesAt(place: vscode.Uri): Promise<vscode.Uri[]> {
  try {
    const { type } = await vscode.workspace.fs.stat(place);
    if ((type & vscode.FileType.Directory) === 0) return [place];
    const entries = await vscode.workspace.fs.readDirectory(place);
    return entries
      .flatMap(([name, kind]) => ((kind & vscode.FileType.File) !== 0 && name.endsWith('.json') ? [name] : []))
      .sort()
      .map((name) => vscode.Uri.joinPath(place, name));
  } catch {
    return [];
  }
}
