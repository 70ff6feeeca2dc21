import type { Finding } from '../../core/finding.ts';
import type { ClipState } from '../reviews/clipState.ts';
import { escapeMarkdown, findingMarkdown } from './findingDetail.ts';
import type { FindingsWords } from './findingWords.ts';
import { stateText } from './stateText.ts';

/**
 * The findings of a clip as Markdown to paste elsewhere: a heading for each aspect, a list item for each finding with everything
 * behind it. No text of a judge means anything in it.
 *
 * @param findings in time order.
 */
export function findingsMarkdown(
  clipName: string,
  state: ClipState | null,
  findings: readonly Finding[],
  words: FindingsWords,
): string {
  const sections = [...Map.groupBy(findings, ({ aspect }) => aspect.id).values()].flatMap((group) => [
    `## ${escapeMarkdown(group[0]?.aspect.title ?? '')}`,
    ...group.map((finding) => asItem(findingMarkdown(finding, words))),
  ]);
  return `${[`# ${escapeMarkdown(clipName)}`, escapeMarkdown(stateText(state, words)), ...sections].join('\n\n')}\n`;
}

/** Paragraphs after the first belong to the item as long as they are indented. */
function asItem(text: string): string {
  return `- ${text.replaceAll('\n\n', '\n\n  ')}`;
}
