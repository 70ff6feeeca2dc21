import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { Annotations } from '../annotations/annotations.ts';
import { FINDINGS_SCHEME } from '../ids.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { FindingDiagnostic } from './diagnostics.ts';
import { clipOfFindings, findingsTextOf } from './findingsDocument.ts';
import { stanceActions } from './stanceActions.ts';

/**
 * Agree, disagree and suppress as code actions: on the diagnostics of a clip, and on the lines of the findings document, where the
 * related lines of the Problems panel lead.
 */
export function activateFindingActions(reviews: ReviewStore, annotations: Annotations): vscode.Disposable {
  const actionsOf = (clip: vscode.Uri, finding: Finding, diagnostic?: vscode.Diagnostic) =>
    stanceActions(clip, finding, annotations.about(finding.clipHash)).map(({ title, command, arguments: args }) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { command, title, arguments: [...args] };
      if (diagnostic) action.diagnostics = [diagnostic];
      return action;
    });
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
