import * as vscode from 'vscode';
import type { Annotations } from '../annotations/annotations.ts';
import { Disposables } from '../disposables.ts';
import { COMMAND, FINDINGS_SCHEME } from '../ids.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { clipOfFindings, findingsTextOf } from './findingsDocument.ts';
import { seekArguments } from './seekLink.ts';
import { stanceActions } from './stanceActions.ts';

/** Above each line of a findings document: the way to its frame, and what may be said about it. */
export function activateFindingLenses(reviews: ReviewStore, annotations: Annotations): vscode.Disposable {
  const disposables = new Disposables();
  const changed = disposables.add(new vscode.EventEmitter<void>());
  disposables.add(reviews.onDidChange(() => changed.fire()));
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses({ uri }) {
      const clip = clipOfFindings(uri);
      if (!clip) return [];
      return findingsTextOf(reviews, clip).lines.flatMap((finding, line) => {
        if (!finding) return [];
        const lens = (title: string, command: string, args: readonly unknown[]) =>
          new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [...args] });
        return [
          lens(vscode.l10n.t('Show Frame'), COMMAND.seek, seekArguments(clip, finding)),
          ...stanceActions(clip, finding, annotations.about(finding.clipHash)).map((action) =>
            lens(action.short, action.command, action.arguments),
          ),
        ];
      });
    },
  };
  disposables.add(vscode.languages.registerCodeLensProvider({ scheme: FINDINGS_SCHEME }, provider));
  return disposables;
}
