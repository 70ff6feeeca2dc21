import * as vscode from 'vscode';
import type { FindingSeverity } from '../../core/finding.ts';
import { Disposables } from '../disposables.ts';
import { isClean } from '../reviews/clipState.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { stateText } from './stateText.ts';
import { findingsWords } from './words.ts';

/** One character, since VS Code puts its own count of problems before it. */
const BADGES: Readonly<Record<FindingSeverity, readonly [badge: string, colour: string | null]>> = {
  error: ['✗', 'list.errorForeground'],
  warning: ['!', 'list.warningForeground'],
  information: ['i', null],
  hint: ['·', null],
};

/** Marks judged clips in the Explorer with their worst finding. */
export function activateBadges(reviews: ReviewStore): vscode.Disposable {
  const disposables = new Disposables();
  const changed = disposables.add(new vscode.EventEmitter<vscode.Uri[]>());
  disposables.add(reviews.onDidChange((clips) => changed.fire([...clips])));
  disposables.add(
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changed.event,
      provideFileDecoration: (uri) => badgeOf(reviews, uri),
    }),
  );
  return disposables;
}

function badgeOf(reviews: ReviewStore, uri: vscode.Uri): vscode.FileDecoration | undefined {
  const state = reviews.state(uri);
  if (!state || state.blind) return undefined;
  const words = findingsWords();
  const text = stateText(state, words);
  if (state.worst === null)
    return new vscode.FileDecoration(isClean(state) ? '✓' : undefined, vscode.l10n.t('EvalVerse: {0}', text));
  const [badge, colour] = BADGES[state.worst];
  const tooltip = vscode.l10n.t('EvalVerse: {0}, worst severity: {1}', text, words.severity[state.worst]);
  return new vscode.FileDecoration(badge, tooltip, colour ? new vscode.ThemeColor(colour) : undefined);
}
