import type { Finding } from '../../core/finding.ts';
import type { ClipState } from '../reviews/clipState.ts';
import { type FindingsWords, findingWord, formatSpan, oneLine } from './findingWords.ts';
import { stateText } from './stateText.ts';

/** The findings document as text, and which finding each of its lines holds. */
export interface FindingsText {
  readonly text: string;
  /** One entry a line; `null` for headings and empty lines. */
  readonly lines: readonly (Finding | null)[];
  readonly sections: readonly FindingsSection[];
}

/** The findings of one aspect. Lines count from 0. */
export interface FindingsSection {
  readonly title: string;
  readonly heading: number;
  readonly last: number;
}

/**
 * Lays the findings out one a line, grouped by aspect in order of appearance in the findings' taxonomy ids, in time order
 * within a group. Where several judges speak, each line says which.
 */
export function layOutFindings(
  clipName: string,
  state: ClipState | null,
  findings: readonly Finding[],
  words: FindingsWords,
): FindingsText {
  const lines: { readonly text: string; readonly finding: Finding | null }[] = [];
  const sections: FindingsSection[] = [];
  const plain = (text: string) => lines.push({ text, finding: null });
  plain(`${clipName}: ${stateText(state, words)}`);
  const severityOf = (finding: Finding) => findingWord(finding, words);
  const severalJudges = new Set(findings.map(({ judge }) => judge)).size > 1;
  // No wider than these findings need: in a narrow column the sentence has to find room beside them.
  const widthOf = (column: (finding: Finding) => string) => Math.max(...findings.map((finding) => column(finding).length)) + 2;
  const [timeWidth, severityWidth, judgeWidth] = [widthOf(formatSpan), widthOf(severityOf), widthOf(({ judge }) => judge)];
  for (const group of Map.groupBy(findings, ({ aspect }) => aspect.id).values()) {
    plain('');
    const title = group[0]?.aspect.title ?? '';
    sections.push({ title, heading: lines.length, last: lines.length + group.length });
    plain(title);
    for (const finding of group) {
      const judge = severalJudges ? finding.judge.padEnd(judgeWidth) : '';
      const start = `  ${formatSpan(finding).padEnd(timeWidth)}${severityOf(finding).padEnd(severityWidth)}`;
      lines.push({ text: `${start}${judge}${finding.subDimension.title}: ${oneLine(finding.message)}`, finding });
    }
  }
  return { text: `${lines.map(({ text }) => text).join('\n')}\n`, lines: lines.map(({ finding }) => finding), sections };
}
