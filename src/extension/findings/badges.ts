import * as vscode from 'vscode';
import type { FindingSeverity } from '../../core/finding.ts';
import { worstSeverity } from '../../core/findingFilter.ts';
import type { Score } from '../../core/score.ts';
import { Disposables } from '../disposables.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { findingsWords } from './words.ts';

const BADGES: Readonly<Record<FindingSeverity, readonly [badge: string, colour: string | null]>> = {
  error: ['!!', 'list.errorForeground'],
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
      provideFileDecoration(uri) {
        const worst = worstSeverity(reviews.findings(uri));
        if (!worst) return cleanBadge(reviews.score(uri));
        const [badge, colour] = BADGES[worst];
        const tooltip = vscode.l10n.t('EvalVerse: worst finding is of severity {0}', findingsWords().severity[worst]);
        return new vscode.FileDecoration(badge, tooltip, colour ? new vscode.ThemeColor(colour) : undefined);
      },
    }),
  );
  return disposables;
}

/** Nothing to tell is only good news about a clip that was judged as a whole. */
function cleanBadge(score: Score | null): vscode.FileDecoration | undefined {
  if (score === null || score.value === null) return undefined;
  const { answered, asked } = score.coverage;
  return new vscode.FileDecoration('✓', vscode.l10n.t('EvalVerse: no findings, {0} of {1} questions answered', answered, asked));
}
