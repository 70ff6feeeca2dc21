import * as vscode from 'vscode';
import { worstSeverity } from '../../core/findingFilter.ts';
import { formatCoverage, formatScore } from '../../core/score.ts';
import { Disposables } from '../disposables.ts';
import { CLIPS_VIEW } from '../ids.ts';
import type { ClipLibrary } from '../reviews/clipLibrary.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { findingsWords, passIcon, severityIcon } from './words.ts';

export interface ClipNode {
  readonly uri: vscode.Uri;
}

/** The Clips view: every clip of the workspace with its score, coverage and worst finding. */
export class ClipsTree implements vscode.TreeDataProvider<ClipNode>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #library: ClipLibrary;
  readonly #reviews: ReviewStore;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(library: ClipLibrary, reviews: ReviewStore) {
    this.#library = library;
    this.#reviews = reviews;
    this.#disposables.add(library.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(reviews.onDidChange(() => this.#changed.fire()));
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
    const score = this.#reviews.score(uri);
    const judged = score !== null && score.value !== null;
    const worst = worstSeverity(this.#reviews.findings(uri));
    const state = judged
      ? `${formatScore(score)} (${formatCoverage(score.coverage)})`
      : this.#reviews.get(uri) && score === null
        ? vscode.l10n.t('ranges judged')
        : words.notJudged;
    item.id = uri.toString();
    item.contextValue = 'evalverse.clip';
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open Clip'), arguments: [uri] };
    item.description = judged ? `${formatScore(score)} (${score.coverage.answered}/${score.coverage.asked})` : state;
    item.tooltip = `${uri.fsPath}\n${state}`;
    if (worst) item.iconPath = severityIcon(worst);
    else item.iconPath = judged ? passIcon() : new vscode.ThemeIcon('circle-large-outline');
    item.accessibilityInformation = { label: [path, state, ...(worst ? [words.severity[worst]] : [])].join(', ') };
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
