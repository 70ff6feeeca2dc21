import * as vscode from 'vscode';
import { type Log, logFailure, runWithReporting } from '../reporting.ts';
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
 * opening one selects its line. Documents follow what is selected elsewhere; those in background tabs as soon as they are shown.
 */
export function activateFindingsDocumentSelection({ log, reviews, selection }: Services): vscode.Disposable {
  /** What was selected when a document followed last. Who then moved the caret away finds it there again. */
  const followed = new WeakMap<vscode.TextDocument, SelectedFinding>();
  const surface: SelectionSurface = {
    follow(selected) {
      for (const editor of vscode.window.visibleTextEditors) show(editor, selected);
    },
  };

  /** Moves the caret to the finding's line in an editor of its clip's findings; the focus stays where it is. */
  function show(editor: vscode.TextEditor, selected: SelectedFinding): void {
    const { document } = editor;
    if (clipOfFindings(document.uri)?.toString() !== selected.clip.toString()) return;
    const line = lineOf(reviews, selected.clip, selected.finding);
    if (line === null) return;
    followed.set(document, selected);
    const { start } = document.validateRange(new vscode.Range(line, 0, line, 0));
    if (editor.selection.active.line !== start.line) editor.selection = new vscode.Selection(start, start);
    editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async function catchUp(editors: readonly vscode.TextEditor[]): Promise<void> {
    if (!editors.some(({ document }) => clipOfFindings(document.uri))) return;
    // Whoever opened a document at a line of his choice, as Problems does, told so by the time that this is answered.
    await vscode.commands.executeCommand('noop');
    const { current } = selection;
    if (!current) return;
    for (const editor of editors) if (followed.get(editor.document) !== current) show(editor, current);
  }

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
    followed.set(textEditor.document, choice);
    void runWithReporting(log, 'select', () => selection.choose(choice, { by: surface, readIn: textEditor.viewColumn }));
  });
  const showing = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    catchUp(editors).catch((error) => logFailure(log, 'follow', error));
  });
  return vscode.Disposable.from(listening, showing, selection.join(surface));
}

/** The line of a finding in the findings document of its clip, from 0; `null` when it is not shown. */
export function lineOf(reviews: ReviewStore, clip: vscode.Uri, finding: string): number | null {
  const line = findingsTextOf(reviews, clip).lines.findIndex((one) => one?.id === finding);
  return line === -1 ? null : line;
}
