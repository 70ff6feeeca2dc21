import * as vscode from 'vscode';
import { formatTime } from '../../core/time.ts';
import { FINDINGS_SCHEME } from '../ids.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { clipOfFindings, findingsTextOf } from './findingsDocument.ts';
import { oneLine } from './findingWords.ts';

const FINDINGS = { scheme: FINDINGS_SCHEME };

/** Outline and folding of the findings documents: by aspect, with its findings below. */
export function activateFindingsOutline(reviews: ReviewStore): vscode.Disposable {
  const textOf = ({ uri }: vscode.TextDocument) => {
    const clip = clipOfFindings(uri);
    return clip ? findingsTextOf(reviews, clip) : { lines: [], sections: [] };
  };
  const outline = vscode.languages.registerDocumentSymbolProvider(FINDINGS, {
    provideDocumentSymbols(document) {
      const { lines, sections } = textOf(document);
      // What is shown may be older than what is known, until VS Code has asked for the new text.
      const rangeOf = (line: number) => document.validateRange(new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER));
      return sections.map(({ title, heading, last }) => {
        const own = rangeOf(heading);
        const aspect = new vscode.DocumentSymbol(title, '', vscode.SymbolKind.Namespace, own.union(rangeOf(last)), own);
        aspect.children = lines.slice(heading + 1, last + 1).flatMap((finding, index) => {
          if (!finding) return [];
          const line = rangeOf(heading + 1 + index);
          const name = `${formatTime(finding.span.start)} ${finding.subDimension.title}`;
          return [new vscode.DocumentSymbol(name, oneLine(finding.message), vscode.SymbolKind.Event, line, line)];
        });
        return aspect;
      });
    },
  });
  const folding = vscode.languages.registerFoldingRangeProvider(FINDINGS, {
    provideFoldingRanges: (document) =>
      textOf(document).sections.map(
        ({ heading, last }) => new vscode.FoldingRange(heading, last, vscode.FoldingRangeKind.Region),
      ),
  });
  return vscode.Disposable.from(outline, folding);
}
