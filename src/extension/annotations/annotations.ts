import { randomUUID } from 'node:crypto';
import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { type Annotation, raterProblem } from '../../core/annotation.ts';
import type { ClipHash } from '../../core/clip.ts';
import type { Finding } from '../../core/finding.ts';
import { isSuppressedBy, type Word } from '../../core/raterView.ts';
import type { AnnotationStore } from '../../store/annotations.ts';
import { Disposables } from '../disposables.ts';
import { type Log, logFailure } from '../reporting.ts';
import type { Journals } from '../reviews/journals.ts';
import { inUsersLanguage } from '../usersLanguage.ts';
import { watchRecords } from '../watchRecords.ts';

const RATER_KEY = 'evalverse.rater';

/**
 * What the person in this window says about clips, and who that is. Nobody's words but his own are read: what others think must
 * not reach a rater.
 */
export class Annotations implements vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<ClipHash | null>());
  readonly #stores = new Map<string, Promise<AnnotationStore>>();
  /** Words of the rater by clip, of all stores that were opened. */
  #words = new Map<ClipHash, readonly Annotation[]>();
  readonly #suppressed = new Map<ClipHash, (finding: Finding) => boolean>();
  #byPath = new Map<string, readonly Annotation[]>();
  readonly #opened = new Map<string, AnnotationStore>();
  readonly #journals: Journals;
  readonly #state: vscode.Memento;
  readonly #log: Log;
  #asking: Promise<string | null> | null = null;

  /** Fires with the clip that the rater said something about; `null` when it may be any. */
  readonly onDidChange = this.#changed.event;

  constructor(services: { readonly journals: Journals; readonly state: vscode.Memento; readonly log: Log }) {
    this.#journals = services.journals;
    this.#state = services.state;
    this.#log = services.log;
    const refresh = ({ uri: { fsPath } }: vscode.WorkspaceFolder) => {
      this.#refresh(fsPath).catch((error) => logFailure(this.#log, fsPath, error));
    };
    this.#disposables.add(watchRecords('annotations', refresh));
  }

  /** Pseudonym of the person in this window; `null` while he was not asked. */
  get rater(): string | null {
    return this.#state.get<string>(RATER_KEY) ?? null;
  }

  /** The words of the rater about a clip in the order in which they were said. */
  about(hash: ClipHash): readonly Annotation[] {
    return this.#words.get(hash) ?? [];
  }

  /** The words of the rater about the clip that is or was at this place. */
  ofFile(clip: vscode.Uri): readonly Annotation[] {
    const root = this.#journals.rootOf(clip);
    return this.#byPath.get(placeKey(root, pathOf(root, clip))) ?? [];
  }

  /** Whether the rater does not want to see a finding any more. */
  isSuppressed(finding: Finding): boolean {
    const { clipHash } = finding;
    const known = this.#suppressed.get(clipHash) ?? isSuppressedBy(this.about(clipHash));
    this.#suppressed.set(clipHash, known);
    return known(finding);
  }

  /** Who the rater is; asks the first time. `null` when he does not want to say. */
  async askRater(): Promise<string | null> {
    const { rater } = this;
    if (rater !== null) return rater;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(): Promise<string | null> {
    const entered = await vscode.window.showInputBox({
      title: vscode.l10n.t('Your Name as a Rater'),
      prompt: vscode.l10n.t(
        'A name for what you annotate and correct. It is kept in the workspace beside the clips; a pseudonym will do.',
      ),
      value: `rater-${randomUUID().slice(0, 4)}`,
      ignoreFocusOut: true,
      validateInput: (value) => inUsersLanguage(raterProblem(value.trim()) ?? ''),
    });
    if (entered === undefined) return null;
    const rater = entered.trim();
    await this.#state.update(RATER_KEY, rater);
    this.#gather();
    return rater;
  }

  /** Reads what was said below the folder of `clip`. */
  async load(clip: vscode.Uri): Promise<void> {
    await this.storeFor(clip);
  }

  /** What all raters said below the folder of `clip`, for what is no rater's business: importing and comparing. */
  storeFor(clip: vscode.Uri): Promise<AnnotationStore> {
    return this.#storeOf(this.#journals.rootOf(clip));
  }

  /**
   * Writes down what the rater says; nothing while nobody knows who he is.
   *
   * @throws EvalVerseError `store/unwritable`, `settings/invalid`.
   */
  async say(clip: { readonly uri: vscode.Uri; readonly hash: ClipHash }, words: readonly Word[]): Promise<void> {
    const { rater } = this;
    if (rater === null || words.length === 0) return;
    const root = this.#journals.rootOf(clip.uri);
    const store = await this.#storeOf(root);
    const about = { hash: clip.hash, path: pathOf(root, clip.uri) };
    const head = { schema: 1, createdAt: new Date().toISOString(), rater, clip: about } as const;
    await store.append(words.map((word) => ({ ...head, ...word, id: randomUUID() })));
  }

  #storeOf(root: string): Promise<AnnotationStore> {
    const opened = this.#stores.get(root) ?? this.#open(root);
    this.#stores.set(root, opened);
    opened.catch(() => this.#stores.delete(root));
    return opened;
  }

  async #open(root: string): Promise<AnnotationStore> {
    const { openAnnotations } = await import('../../store/annotations.ts');
    const store = await openAnnotations(root);
    this.#opened.set(root, store);
    store.onDidChange((hash) => this.#gather(hash));
    this.#gather();
    return store;
  }

  async #refresh(root: string): Promise<void> {
    await (await this.#stores.get(root))?.refresh();
  }

  #gather(changed: ClipHash | null = null): void {
    const own = [...this.#opened].flatMap(([root, store]) =>
      store.annotations().flatMap((word) => (word.rater === this.rater ? [{ root, word }] : [])),
    );
    const words = own.map(({ word }) => word);
    this.#suppressed.clear();
    this.#words = Map.groupBy(words, ({ clip }) => clip.hash);
    const places = Map.groupBy(own, ({ root, word }) => placeKey(root, word.clip.path));
    this.#byPath = new Map([...places].map(([place, said]) => [place, said.map(({ word }) => word)]));
    this.#changed.fire(changed);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

/** As it is shown and written: relative to the folder that holds `.evalverse`, with forward slashes. */
function pathOf(root: string, clip: vscode.Uri): string {
  return relative(root, clip.fsPath).split(sep).join('/');
}

function placeKey(root: string, path: string): string {
  return JSON.stringify([root, path]);
}
