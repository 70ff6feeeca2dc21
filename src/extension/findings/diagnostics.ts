import * as vscode from 'vscode';
import type { Finding, FindingSeverity } from '../../core/finding.ts';
import { type FrameTable, formatTime, frameAt } from '../../core/time.ts';
import { Disposables } from '../disposables.ts';
import type { ReviewStore } from '../reviews/reviewStore.ts';
import { diagnosticMessage } from './findingDetail.ts';
import { findingsTextOf, findingsUri } from './findingsDocument.ts';
import { findingWord } from './findingWords.ts';
import { seekLink } from './seekLink.ts';
import { findingsWords } from './words.ts';

const SEVERITY: Readonly<Record<FindingSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** A diagnostic that remembers the finding it stands for. */
export class FindingDiagnostic extends vscode.Diagnostic {
  readonly finding: Finding;

  constructor(finding: Finding, range: vscode.Range, message: string) {
    super(range, message, SEVERITY[finding.severity]);
    this.finding = finding;
    this.source = 'EvalVerse';
  }
}

/** Keeps the Problems panel in step with the review store. */
export function activateDiagnostics(reviews: ReviewStore): vscode.Disposable {
  const disposables = new Disposables();
  const collection = disposables.add(vscode.languages.createDiagnosticCollection('evalverse'));
  disposables.add(
    reviews.onDidChange((clips) => {
      for (const clip of clips) collection.set(clip, diagnosticsOf(reviews, clip));
    }),
  );
  return disposables;
}

function diagnosticsOf(reviews: ReviewStore, clip: vscode.Uri): FindingDiagnostic[] {
  const { lines, text } = findingsTextOf(reviews, clip);
  const lineTexts = text.split('\n');
  const frames = reviews.get(clip)?.frames ?? null;
  const document = findingsUri(clip);
  const words = findingsWords();
  return lines.flatMap((finding, line) => {
    if (!finding) return [];
    const diagnostic = new FindingDiagnostic(finding, frameRange(finding, frames), diagnosticMessage(finding, words));
    diagnostic.code = {
      value: `${finding.subDimension.title}@${formatTime(finding.span.start)}`,
      target: seekLink(clip, finding),
    };
    const severity = findingWord(finding, words);
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(document, new vscode.Range(line, 0, line, lineTexts[line]?.length ?? 0)),
        vscode.l10n.t('{0} in the findings document ({1})', finding.aspect.title, severity),
      ),
    ];
    return [diagnostic];
  });
}

/** A video has no lines; the line of a diagnostic is the index of its first frame, so that the panel sorts by time. */
function frameRange({ span }: Finding, frames: FrameTable | null): vscode.Range {
  if (!frames || frames.times.length === 0) return new vscode.Range(0, 0, 0, 0);
  const start = frameAt(frames, span.start);
  return new vscode.Range(start, 0, Math.max(start, frameAt(frames, span.end)), 0);
}
