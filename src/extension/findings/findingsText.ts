import type { Finding, FindingSeverity } from '../../core/finding.ts';
import { formatTime } from '../../core/time.ts';
import type { ClipState } from '../reviews/clipState.ts';
import { type StateWords, stateText } from './stateText.ts';

/** The findings document as text, and which finding each of its lines holds. */
export interface FindingsText {
  readonly text: string;
  /** One entry a line; `null` for headings and empty lines. */
  readonly lines: readonly (Finding | null)[];
}

/** The words of the document, in the user's language. */
export interface FindingsWords extends StateWords {
  readonly severity: Readonly<Record<FindingSeverity | 'pass', string>>;
}

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
  state: ClipState | null,
  findings: readonly Finding[],
  words: FindingsWords,
): FindingsText {
  const lines: { readonly text: string; readonly finding: Finding | null }[] = [];
  const plain = (text: string) => lines.push({ text, finding: null });
  plain(`${clipName}: ${stateText(state, words)}`);
  const severityOf = ({ answer, severity }: Finding) => words.severity[answer === 'pass' ? 'pass' : severity];
  // No wider than these findings need: in a narrow column the sentence has to find room beside them.
  const widthOf = (column: (finding: Finding) => string) => Math.max(...findings.map((finding) => column(finding).length)) + 2;
  const [timeWidth, severityWidth] = [widthOf(formatSpan), widthOf(severityOf)];
  for (const group of Map.groupBy(findings, ({ aspect }) => aspect.id).values()) {
    plain('');
    plain(group[0]?.aspect.title ?? '');
    for (const finding of group) {
      const start = `  ${formatSpan(finding).padEnd(timeWidth)}${severityOf(finding).padEnd(severityWidth)}`;
      lines.push({ text: `${start}${finding.subDimension.title}: ${oneLine(finding.message)}`, finding });
    }
  }
  return { text: `${lines.map(({ text }) => text).join('\n')}\n`, lines: lines.map(({ finding }) => finding) };
}

/** What a judge wrote may span lines; a finding must not. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
