import { posix } from 'node:path';
import * as vscode from 'vscode';
import { Disposables } from '../disposables.ts';
import { FINDINGS_SCHEME } from '../ids.ts';
import type { PlayerRegistry } from '../player/playerRegistry.ts';
import { type Log, runWithReporting } from '../reporting.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { type FindingsText, layOutFindings } from './findingsText.ts';
import { hoverText } from './hoverText.ts';
import { findingsWords } from './words.ts';

/** The address of the findings document of `clip`. */
export function findingsUri(clip: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme: FINDINGS_SCHEME, path: `${clip.path}.findings`, query: clip.toString() });
}

/** The clip that a findings document is about, or `null` for another document. */
export function clipOfFindings(uri: vscode.Uri): vscode.Uri | null {
  return uri.scheme === FINDINGS_SCHEME && uri.query !== '' ? vscode.Uri.parse(uri.query, true) : null;
}

/** The findings document of `clip` as the review store has it now. */
export function findingsTextOf(reviews: ReviewStore, clip: vscode.Uri): FindingsText {
  return layOutFindings(posix.basename(clip.path), reviews.state(clip), reviews.findings(clip), findingsWords());
}

/**
 * Provides the findings documents. Selecting a line seeks, which also makes the related lines of the Problems panel seek:
 * opening one selects its line.
 */
export function activateFindingsDocument(reviews: ReviewStore, players: PlayerRegistry, log: Log): vscode.Disposable {
  const disposables = new Disposables();
  const changed = disposables.add(new vscode.EventEmitter<vscode.Uri>());
  disposables.add(
    vscode.workspace.registerTextDocumentContentProvider(FINDINGS_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent(uri) {
        const clip = clipOfFindings(uri);
        return clip ? findingsTextOf(reviews, clip).text : '';
      },
    }),
  );
  disposables.add(
    reviews.onDidChange((clips) => {
      for (const clip of clips) changed.fire(findingsUri(clip));
    }),
  );

  disposables.add(
    vscode.languages.registerHoverProvider(
      { scheme: FINDINGS_SCHEME },
      {
        provideHover({ uri }, { line }) {
          const clip = clipOfFindings(uri);
          const finding = clip && findingsTextOf(reviews, clip).lines[line];
          return finding ? new vscode.Hover(hoverText(finding, findingsWords())) : null;
        },
      },
    ),
  );

  /** Document and line of the last seek: caret movements within a line are no new wish. */
  let last = '';
  disposables.add(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
      const { document } = textEditor;
      const clip = clipOfFindings(document.uri);
      const selection = selections[0];
      if (!clip || !selection || selections.length !== 1) return;
      const byMouse = kind === vscode.TextEditorSelectionChangeKind.Mouse;
      const byCommand = kind !== vscode.TextEditorSelectionChangeKind.Keyboard && !byMouse;
      // Somebody who drags over text wants to copy it.
      if (!byCommand && !selection.isEmpty) return;
      const { line } = selection.active;
      const place = `${document.uri.toString()}:${line}`;
      if (!byMouse && place === last && !(byCommand && !selection.isEmpty)) return;
      last = place;
      const finding = findingsTextOf(reviews, clip).lines[line];
      if (!finding) return;
      // The same row clicked again selects the same range, which would go unnoticed: leave the caret behind it instead.
      if (byCommand && !selection.isEmpty) textEditor.selection = new vscode.Selection(selection.end, selection.end);
      void runWithReporting(log, 'seek', () =>
        players.seek(clip, { time: finding.span.start, finding: finding.id }, textEditor.viewColumn),
      );
    }),
  );
  return disposables;
}

/** Opens the findings document beside the player. */
export async function openFindingsDocument(clip: vscode.Uri, beside: boolean): Promise<void> {
  const document = await vscode.workspace.openTextDocument(findingsUri(clip));
  await vscode.window.showTextDocument(document, {
    viewColumn: beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
    preview: false,
  });
}
