import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { COMMAND, FINDINGS_SCHEME } from '../ids.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { FindingDiagnostic } from './diagnostics.ts';
import { clipOfFindings, findingsTextOf } from './findingsDocument.ts';

/**
 * Agree, disagree and suppress as code actions: on the diagnostics of a clip, and on the lines of the findings document, where the
 * related lines of the Problems panel lead.
 */
export function activateFindingActions(reviews: ReviewStore): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [{ scheme: FINDINGS_SCHEME }, { pattern: '**/*.{mp4,m4v,mov,webm,mkv,avi,gif,webp}' }],
    {
      provideCodeActions({ uri }, range, { diagnostics }) {
        const listed = clipOfFindings(uri);
        if (listed) {
          const finding = findingsTextOf(reviews, listed).lines[range.start.line];
          return finding ? actionsOf(listed, finding) : [];
        }
        return diagnostics.flatMap((diagnostic) => {
          const finding = findingOf(reviews, uri, diagnostic);
          return finding ? actionsOf(uri, finding, diagnostic) : [];
        });
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

/** VS Code hands back copies of diagnostics, which have lost what ours remember. */
function findingOf(reviews: ReviewStore, clip: vscode.Uri, diagnostic: vscode.Diagnostic): Finding | null {
  const isSame = (own: vscode.Diagnostic) => own.message === diagnostic.message && own.range.isEqual(diagnostic.range);
  const own = vscode.languages.getDiagnostics(clip).find((one) => one instanceof FindingDiagnostic && isSame(one));
  const id = own instanceof FindingDiagnostic ? own.finding.id : null;
  return reviews.findings(clip).find((finding) => finding.id === id) ?? null;
}

function actionsOf(clip: vscode.Uri, finding: Finding, diagnostic?: vscode.Diagnostic): vscode.CodeAction[] {
  const titles = [
    [COMMAND.agreeWithFinding, vscode.l10n.t('Agree with this finding')],
    [COMMAND.disagreeWithFinding, vscode.l10n.t('Disagree with this finding…')],
    [COMMAND.suppressFinding, vscode.l10n.t('Suppress this finding…')],
  ] as const;
  return titles.map(([command, title]) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { command, title, arguments: [clip.toString(), finding.id] };
    if (diagnostic) action.diagnostics = [diagnostic];
    return action;
  });
}
