import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { worstSeverity } from '../../core/findingFilter.ts';
import { stanceOn } from '../../core/raterView.ts';
import { aspectsOf } from '../../core/taxonomy/walk.ts';
import { formatTime } from '../../core/time.ts';
import type { Annotations } from '../annotations/annotations.ts';
import { type Blindness, blindSentence } from '../annotations/blindness.ts';
import { Disposables } from '../disposables.ts';
import { COMMAND, FINDINGS_VIEW } from '../ids.ts';
import { type Log, logFailure } from '../reporting.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { findingFilterSetting } from '../settings.ts';
import type { TaxonomyService } from '../taxonomy/taxonomyService.ts';
import type { FindingSelection, SelectedFinding, SelectionSurface } from './findingSelection.ts';
import { findingWord, formatSpan, oneLine } from './findingWords.ts';
import { hoverText } from './hoverText.ts';
import { seekArguments } from './seekLink.ts';
import { filterText, findingIcon, findingsWords, severityIcon } from './words.ts';

export type FindingsNode =
  | { readonly kind: 'clip'; readonly uri: vscode.Uri }
  | { readonly kind: 'aspect'; readonly uri: vscode.Uri; readonly aspect: Finding['aspect'] }
  | { readonly kind: 'finding'; readonly uri: vscode.Uri; readonly finding: Finding };

interface Services {
  readonly annotations: Annotations;
  readonly blindness: Blindness;
  readonly log: Log;
  readonly reviews: ReviewStore;
  readonly selection: FindingSelection;
  readonly taxonomy: TaxonomyService;
}

/** The Findings view: clip › aspect › finding. */
export class FindingsTree implements vscode.TreeDataProvider<FindingsNode>, SelectionSurface, vscode.Disposable {
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  readonly #annotations: Annotations;
  readonly #blindness: Blindness;
  readonly #reviews: ReviewStore;
  readonly #taxonomy: TaxonomyService;
  readonly #view: vscode.TreeView<FindingsNode>;
  /** What was selected elsewhere while the view was hidden. */
  #unseen: SelectedFinding | null = null;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor({ annotations, blindness, reviews, selection, taxonomy, log }: Services) {
    this.#annotations = annotations;
    this.#blindness = blindness;
    this.#reviews = reviews;
    this.#taxonomy = taxonomy;
    const showFilter = () => void this.#showFilter().catch((error) => logFailure(log, 'filter', error));
    this.#disposables.add(
      reviews.onDidChange(() => {
        this.#changed.fire();
        showFilter();
      }),
    );
    this.#view = this.#disposables.add(
      vscode.window.createTreeView(FINDINGS_VIEW, { treeDataProvider: this, showCollapseAll: true }),
    );
    this.#disposables.add(
      this.#view.onDidChangeVisibility(() => {
        const selected = this.#unseen;
        if (selected) this.follow(selected).catch((error) => logFailure(log, 'reveal', error));
      }),
    );
    this.#disposables.add(selection.join(this));
    this.#disposables.add(blindness.onDidChange(showFilter));
    showFilter();
  }

  /** What the user sees of the view: whether he does, and id of the finding that is selected in it. */
  get shown(): { readonly visible: boolean; readonly selected: string | null } {
    const { visible, selection } = this.#view;
    const [node] = selection;
    return { visible, selected: node?.kind === 'finding' ? node.finding.id : null };
  }

  /** Shows which finding was selected elsewhere; while the view is hidden, as soon as it is not. */
  async follow(selected: SelectedFinding): Promise<void> {
    // Revealing would open the view.
    this.#unseen = this.#view.visible ? null : selected;
    if (this.#unseen) return;
    const { clip: uri, finding: id } = selected;
    const finding = this.#reviews.findings(uri).find((candidate) => candidate.id === id);
    if (finding) await this.#view.reveal({ kind: 'finding', uri, finding }, { select: true, focus: false });
  }

  /** An empty view must not look like praise while the filter hides something. */
  async #showFilter(): Promise<void> {
    const hidden = this.#reviews.all().reduce((sum, { uri }) => sum + (this.#reviews.state(uri)?.hidden ?? 0), 0);
    const suppressed = this.#reviews.all().reduce((sum, { uri }) => sum + this.#reviews.suppressed(uri).length, 0);
    const words = findingsWords();
    this.#view.message = [
      ...(this.#blindness.on ? [blindSentence()] : []),
      ...(hidden > 0 ? [`${words.hidden(hidden)}.`] : []),
      ...(suppressed > 0 ? [`${words.suppressed(suppressed)}.`] : []),
    ].join(' ');
    const known = findingFilterSetting().aspects.length > 0 ? aspectsOf(await this.#taxonomy.loadShown()) : [];
    // Read again, since the filter may have changed while the taxonomy was loaded.
    const { aspects, minimumSeverity } = findingFilterSetting();
    const titles = known.flatMap(({ id, title }) => (aspects.includes(id) ? [title] : []));
    this.#view.description = filterText(minimumSeverity, titles);
  }

  getChildren(node?: FindingsNode): FindingsNode[] {
    if (!node) {
      return this.#reviews
        .all()
        .filter(({ uri }) => this.#reviews.findings(uri).length > 0)
        .map(({ uri }) => ({ kind: 'clip' as const, uri }))
        .sort((a, b) => a.uri.path.localeCompare(b.uri.path, undefined, { numeric: true }));
    }
    const { uri } = node;
    const findings = this.#reviews.findings(uri);
    switch (node.kind) {
      case 'clip':
        return [...new Map(findings.map(({ aspect }) => [aspect.id, aspect])).values()].map((aspect) => ({
          kind: 'aspect',
          uri,
          aspect,
        }));
      case 'aspect':
        return findings
          .filter(({ aspect }) => aspect.id === node.aspect.id)
          .map((finding) => ({ kind: 'finding', uri, finding }));
      case 'finding':
        return [];
    }
  }

  getParent(node: FindingsNode): FindingsNode | null {
    const { kind, uri } = node;
    if (kind === 'clip') return null;
    return kind === 'aspect' ? { kind: 'clip', uri } : { kind: 'aspect', uri, aspect: node.finding.aspect };
  }

  getTreeItem(node: FindingsNode): vscode.TreeItem {
    const id = [
      node.uri.toString(),
      node.kind === 'aspect' ? node.aspect.id : '',
      node.kind === 'finding' ? node.finding.id : '',
    ];
    const item = node.kind === 'finding' ? this.#findingItem(node.uri, node.finding) : this.#groupItem(node);
    item.id = id.join('|');
    item.contextValue = `evalverse.${node.kind}`;
    return item;
  }

  #groupItem(node: Extract<FindingsNode, { kind: 'clip' | 'aspect' }>): vscode.TreeItem {
    const all = this.#reviews.findings(node.uri);
    const findings = node.kind === 'clip' ? all : all.filter(({ aspect }) => aspect.id === node.aspect.id);
    const label = node.kind === 'clip' ? posix.basename(node.uri.path) : node.aspect.title;
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
    item.description = String(findings.length);
    const worst = worstSeverity(findings);
    if (worst) {
      item.iconPath = severityIcon(worst);
      item.accessibilityInformation = { label: `${label}, ${findings.length}, ${findingsWords().severity[worst]}` };
    }
    if (node.kind === 'clip') item.tooltip = node.uri.fsPath;
    return item;
  }

  #findingItem(uri: vscode.Uri, finding: Finding): vscode.TreeItem {
    const item = new vscode.TreeItem(`${formatTime(finding.span.start)} ${finding.subDimension.title}`);
    const words = findingsWords();
    const severity = findingWord(finding, words);
    const message = oneLine(finding.message);
    const stance = this.#stanceWord(finding);
    // In front, where a narrow view does not cut it off.
    const said = stance === null ? message : `${stance} · ${message}`;
    item.description = said;
    item.iconPath = findingIcon(finding);
    item.tooltip = hoverText(finding, words);
    item.accessibilityInformation = {
      label: `${severity}, ${formatSpan(finding)}, ${finding.subDimension.title}: ${said}`,
    };
    item.command = { command: COMMAND.seek, title: vscode.l10n.t('Go to Finding'), arguments: [...seekArguments(uri, finding)] };
    return item;
  }

  /** What the user said about the finding, which stays in the list; `null` when he said nothing. */
  #stanceWord(finding: Finding): string | null {
    switch (stanceOn(this.#annotations.about(finding.clipHash), finding)?.about.stance) {
      case 'agree':
        return vscode.l10n.t('you agree');
      case 'disagree':
        return vscode.l10n.t('you disagree');
      default:
        return null;
    }
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
