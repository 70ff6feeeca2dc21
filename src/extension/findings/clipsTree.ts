import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';
import { CLIPS_VIEW } from '../ids.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import { type ClipState, isClean } from '../reviews/clipState.ts';
import type { Failure, Failures } from '../reviews/failures.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { stateText } from './stateText.ts';
import { findingsWords, passIcon, severityIcon, shortReason } from './words.ts';

export interface ClipNode {
  readonly uri: vscode.Uri;
}

/** The Clips view: every clip of the workspace with what was found, coverage and worst finding, or why it was not judged. */
export class ClipsTree implements vscode.TreeDataProvider<ClipNode>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #library: ClipLibrary;
  readonly #reviews: ReviewStore;
  readonly #failures: Failures;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: ClipLibrary, reviews: ReviewStore, failures: Failures) {
    this.#library = library;
    this.#reviews = reviews;
    this.#failures = failures;
    this.#disposables.add(library.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(reviews.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(failures.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(vscode.window.createTreeView(CLIPS_VIEW, { treeDataProvider: this }));
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
    const text = failure ? shortReason(failure.code) : stateText(state, words);
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
