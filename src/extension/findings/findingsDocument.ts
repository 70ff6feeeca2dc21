import { posix } from 'node:path';
import * as vscode from 'vscode';
import { type Blindness, blindName } from '../annotations/blindness.ts';
import { Disposables } from '../disposables.ts';
import { FINDINGS_SCHEME } from '../ids.ts';
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

/** What a clip is called in texts about its findings: its file's name, unless that may not be told. */
export function shownName(reviews: ReviewStore, clip: vscode.Uri): string {
  return reviews.isBlind ? blindName() : posix.basename(clip.path);
}

/** The findings document of `clip` as the review store has it now. */
export function findingsTextOf(reviews: ReviewStore, clip: vscode.Uri): FindingsText {
  return layOutFindings(shownName(reviews, clip), reviews.state(clip), reviews.findings(clip), findingsWords());
}

/** Provides the findings documents, and what hovering over a line shows. */
export function activateFindingsDocument(reviews: ReviewStore, blindness: Blindness): vscode.Disposable {
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
  // Documents about clips that nobody judged have nothing to hide but the name.
  disposables.add(
    blindness.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (clipOfFindings(uri)) changed.fire(uri);
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
  return disposables;
}

/** Opens the findings document, at `line` (from 0) unless that is `null`. */
export async function openFindingsDocument(
  clip: vscode.Uri,
  { beside, line }: { readonly beside: boolean; readonly line: number | null },
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(findingsUri(clip));
  await vscode.window.showTextDocument(document, {
    viewColumn: beside ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
    preview: false,
    ...(line !== null && { selection: document.validateRange(new vscode.Range(line, 0, line, 0)) }),
  });
}
