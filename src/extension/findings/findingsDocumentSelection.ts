import * as vscode from 'vscode';
import { type Log, runWithReporting } from '../reporting.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import type { FindingSelection, SelectedFinding, SelectionSurface } from './findingSelection.ts';
import { clipOfFindings, findingsTextOf } from './findingsDocument.ts';

interface Services {
  readonly log: Log;
  readonly reviews: ReviewStore;
  readonly selection: FindingSelection;
}

/**
 * Selecting a line of a findings document selects its finding, which also makes the related lines of the Problems panel select:
 * opening one selects its line. Documents in sight follow what is selected elsewhere.
 */
export function activateFindingsDocumentSelection({ log, reviews, selection }: Services): vscode.Disposable {
  const surface: SelectionSurface = { follow: (selected) => showLine(reviews, selected) };
  const listening = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
    const clip = clipOfFindings(textEditor.document.uri);
    const [selected] = selections;
    // Without a kind the caret only moved with the text around it.
    if (!clip || !selected || selections.length !== 1 || kind === undefined) return;
    const byCommand = kind === vscode.TextEditorSelectionChangeKind.Command;
    // Somebody who drags over text wants to copy it.
    if (!byCommand && !selected.isEmpty) return;
    const finding = findingsTextOf(reviews, clip).lines[selected.active.line];
    if (!finding) return;
    // Somebody who clicks wants to go there again; a caret that moves within its line, or was put there to follow, wants nothing.
    const isWish = kind === vscode.TextEditorSelectionChangeKind.Mouse || !selected.isEmpty;
    if (!isWish && selection.isCurrent(clip, finding.id)) return;
    // The same row clicked again selects the same range, which would go unnoticed: leave the caret behind it instead.
    if (!selected.isEmpty) textEditor.selection = new vscode.Selection(selected.end, selected.end);
    const choice = { clip, finding: finding.id, time: finding.span.start };
    void runWithReporting(log, 'select', () => selection.choose(choice, { by: surface, readIn: textEditor.viewColumn }));
  });
  return vscode.Disposable.from(listening, selection.join(surface));
}

/** Moves the caret to the finding's line in the documents that are in sight; the focus stays where it is. */
function showLine(reviews: ReviewStore, { clip, finding }: SelectedFinding): void {
  const line = lineOf(reviews, clip, finding);
  if (line === null) return;
  for (const editor of vscode.window.visibleTextEditors) {
    if (clipOfFindings(editor.document.uri)?.toString() !== clip.toString()) continue;
    const { start } = editor.document.validateRange(new vscode.Range(line, 0, line, 0));
    if (editor.selection.active.line !== start.line) editor.selection = new vscode.Selection(start, start);
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** The line of a finding in the findings document of its clip, from 0; `null` when it is not shown. */
export function lineOf(reviews: ReviewStore, clip: vscode.Uri, finding: string): number | null {
  const line = findingsTextOf(reviews, clip).lines.findIndex((one) => one?.id === finding);
  return line === -1 ? null : line;
}
