import * as vscode from 'vscode';
import type { AnnotationProgress } from '../annotations/annotationProgress.ts';
import { type Blindness, blindSentence } from '../annotations/blindness.ts';
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
  /** Place in the list, from 1. */
  readonly number: number;
}

interface Services {
  readonly blindness: Blindness;
  readonly failures: Failures;
  readonly library: ClipLibrary;
  readonly progress: AnnotationProgress;
  readonly reviews: ReviewStore;
}

/** The Clips view: every clip of the workspace with what was found, coverage and worst finding, or why it was not judged. */
export class ClipsTree implements vscode.TreeDataProvider<ClipNode>, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #library: ClipLibrary;
  readonly #reviews: ReviewStore;
  readonly #failures: Failures;
  readonly #blindness: Blindness;
  readonly #progress: AnnotationProgress;
  readonly #view: vscode.TreeView<ClipNode>;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor({ blindness, failures, library, progress, reviews }: Services) {
    this.#library = library;
    this.#reviews = reviews;
    this.#failures = failures;
    this.#blindness = blindness;
    this.#progress = progress;
    this.#disposables.add(library.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(reviews.onDidChange(() => this.#changed.fire()));
    this.#disposables.add(failures.onDidChange(() => this.#changed.fire()));
    this.#view = this.#disposables.add(vscode.window.createTreeView(CLIPS_VIEW, { treeDataProvider: this, canSelectMany: true }));
    const showHead = () => {
      this.#changed.fire();
      this.#showHead();
    };
    this.#disposables.add(progress.onDidChange(showHead));
    this.#disposables.add(blindness.onDidChange(showHead));
    this.#showHead();
  }

  /** How far the rater has come with all clips together, and why they have no names. */
  #showHead(): void {
    const { folder } = this.#progress;
    this.#view.description = folder
      ? vscode.l10n.t('{0} of {1} annotated, {2} of {3} clips', folder.done, folder.of, folder.clipsDone, folder.clips)
      : '';
    this.#view.message = this.#blindness.on ? blindSentence() : '';
  }

  async getChildren(node?: ClipNode): Promise<ClipNode[]> {
    if (node) return [];
    return (await this.#library.clips()).map((uri, index) => ({ uri, number: index + 1 }));
  }

  getTreeItem({ uri, number }: ClipNode): vscode.TreeItem {
    const { on: isBlind } = this.#blindness;
    const name = isBlind ? vscode.l10n.t('Clip {0}', number) : vscode.workspace.asRelativePath(uri);
    const item = new vscode.TreeItem(name);
    const words = findingsWords();
    const state = this.#reviews.state(uri);
    const failure = state ? null : this.#failures.get(uri);
    const progress = this.#progress.of(uri);
    const said = failure ? shortReason(failure.code) : stateText(state, words);
    const annotated = progress ? [vscode.l10n.t('{0} of {1} annotated', progress.done, progress.of)] : [];
    const text = (isBlind && !failure ? annotated : [said, ...annotated]).join(' · ');
    item.id = uri.toString();
    item.contextValue = 'evalverse.clip';
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open Clip'), arguments: [uri] };
    item.description = text;
    item.tooltip = isBlind ? `${name}\n${blindSentence()}` : `${uri.fsPath}\n${failure?.sentence ?? text}`;
    item.iconPath = iconOf(state, failure);
    item.accessibilityInformation = { label: [name, text, ...(state?.worst ? [words.severity[state.worst]] : [])].join(', ') };
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
