import type { Finding, FindingSeverity } from '../../core/finding.ts';
import { formatCoverage, formatScore, type Score } from '../../core/score.ts';
import { formatTime } from '../../core/time.ts';

/** The findings document as text, and which finding each of its lines holds. */
export interface FindingsText {
  readonly text: string;
  /** One entry a line; `null` for headings and empty lines. */
  readonly lines: readonly (Finding | null)[];
}

/** The words of the document, in the user's language. */
export interface FindingsWords {
  readonly notJudged: string;
  readonly noFindings: string;
  readonly severity: Readonly<Record<FindingSeverity | 'pass', string>>;
}

const COLUMNS_TIME = 23;

/** `0:02.000 – 0:03.000`, or one time for a span without length. */
export function formatSpan({ span }: Pick<Finding, 'span'>): string {
  return span.end > span.start ? `${formatTime(span.start)} – ${formatTime(span.end)}` : formatTime(span.start);
}

/**
 * Lays the findings out one a line, grouped by aspect in order of appearance in the findings' taxonomy ids, in time order
 * within a group.
 */
export function layOutFindings(
  clipName: string,
  score: Score | null,
  findings: readonly Finding[],
  words: FindingsWords,
): FindingsText {
  const lines: { readonly text: string; readonly finding: Finding | null }[] = [];
  const plain = (text: string) => lines.push({ text, finding: null });
  plain(score ? `${clipName}: ${formatScore(score)} (${formatCoverage(score.coverage)})` : `${clipName}: ${words.notJudged}`);
  if (findings.length === 0) {
    plain('');
    plain(words.noFindings);
  }
  const severityWidth = Math.max(...Object.values(words.severity).map(({ length }) => length)) + 2;
  for (const group of Map.groupBy(findings, ({ aspect }) => aspect.id).values()) {
    plain('');
    plain(group[0]?.aspect.title ?? '');
    for (const finding of group) {
      const severity = words.severity[finding.answer === 'pass' ? 'pass' : finding.severity];
      lines.push({
        text: `  ${formatSpan(finding).padEnd(COLUMNS_TIME)}${severity.padEnd(severityWidth)}${finding.subDimension.title}: ${oneLine(finding.message)}`,
        finding,
      });
    }
  }
  return { text: `${lines.map(({ text }) => text).join('\n')}\n`, lines: lines.map(({ finding }) => finding) };
}

/** What a judge wrote may span lines; a finding must not. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
