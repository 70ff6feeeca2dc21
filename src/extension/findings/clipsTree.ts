import * as vscode from 'vscode';
import { ownProgress } from '../../core/raterView.ts';
import type { Annotations } from '../annotations/annotations.ts';
import { Disposables } from '../disposables.ts';
import { CLIPS_VIEW } from '../ids.ts';
import { type Log, logFailure } from '../reporting.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import { type ClipState, isClean } from '../reviews/clipState.ts';
import type { Failure, Failures } from '../reviews/failures.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import { stateText } from './stateText.ts';
import { findingsWords, passIcon, severityIcon, shortReason } from './words.ts';

export interface ClipNode {
  readonly uri: vscode.Uri;
}

interface Services {
  readonly annotations: Annotations;
  readonly failures: Failures;
  readonly library: ClipLibrary;
  readonly log: Log;
  readonly reviews: ReviewStore;
  readonly taxonomy: TaxonomyService;
}

/** The Clips view: every clip of the workspace with what was found, coverage and worst finding, or why it was not judged. */
export class ClipsTree implements vscode.TreeDataProvider<ClipNode>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #library: ClipLibrary;
  readonly #reviews: ReviewStore;
  readonly #failures: Failures;
  readonly #annotations: Annotations;
  readonly #taxonomy: TaxonomyService;
  readonly #view: vscode.TreeView<ClipNode>;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor({ annotations, failures, library, log, reviews, taxonomy }: Services) {
    this.#library = library;
    this.#reviews = reviews;
    this.#failures = failures;
    this.#annotations = annotations;
    this.#taxonomy = taxonomy;
    this.#disposables.add(library.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(reviews.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(failures.onDidChange(() => this.#changed.fire()));
    this.#view = this.#disposables.add(vscode.window.createTreeView(CLIPS_VIEW, { treeDataProvider: this }));
    const showProgress = () => void this.#showProgress().catch((error) => logFailure(log, 'progress', error));
    this.#disposables.add(
      annotations.onDidChange(() => {
        this.#changed.fire();
        showProgress();
      }),
    );
    this.#disposables.add(library.onDidChange(showProgress));
    showProgress();
  }

  /** What the rater answered about a clip, or `null` when he has not begun. */
  #progress(uri: vscode.Uri): ReturnType<typeof ownProgress> | null {
    const progress = ownProgress(this.#taxonomy.current, this.#annotations.ofFile(uri));
    return progress.done > 0 ? progress : null;
  }

  /** How far the rater has come in all clips together. */
  async #showProgress(): Promise<void> {
    if (this.#annotations.rater === null) return;
    const clips = await this.#library.clips();
    const each = clips.map((uri) => ownProgress(this.#taxonomy.current, this.#annotations.ofFile(uri)));
    const done = each.reduce((sum, progress) => sum + progress.done, 0);
    const all = each.reduce((sum, progress) => sum + progress.of, 0);
    this.#view.description = done === 0 ? '' : vscode.l10n.t('{0} of {1} annotated', done, all);
  }

  async getChildren(node?: ClipNode): Promise<ClipNode[]> {
    if (node) return [];
    return (await this.#library.clips()).map((uri) => ({ uri }));
  }

  getTreeItem({ uri }: ClipNode): vscode.TreeItem {
    const path = vscode.workspace.asRelativePath(uri);
    const item = new vscode.TreeItem(path);
    const words = findingsWords();
    const state = this.#reviews.state(uri);
    const failure = state ? null : this.#failures.get(uri);
    const progress = this.#progress(uri);
    const said = failure ? shortReason(failure.code) : stateText(state, words);
    const text = progress ? `${said} · ${vscode.l10n.t('{0} of {1} annotated', progress.done, progress.of)}` : said;
    item.id = uri.toString();
    item.contextValue = 'evalverse.clip';
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open Clip'), arguments: [uri] };
    item.description = text;
    item.tooltip = `${uri.fsPath}\n${failure?.sentence ?? text}`;
    item.iconPath = iconOf(state, failure);
    item.accessibilityInformation = { label: [path, text, ...(state?.worst ? [words.severity[state.worst]] : [])].join(', ') };
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}

function iconOf(state: ClipState | null, failure: Failure | null): vscode.ThemeIcon {
  if (failure) return new vscode.ThemeIcon('circle-slash');
  if (state?.worst) return severityIcon(state.worst);
  if (state && isClean(state)) return passIcon();
  return new vscode.ThemeIcon(state && state.hidden > 0 ? 'filter' : 'circle-large-outline');
}
