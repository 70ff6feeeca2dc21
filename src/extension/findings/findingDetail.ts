import type { Finding } from '../../core/finding.ts';
import { voteSpread } from '../../core/votes.ts';
import { type DetailWords, type FindingsWords, findingWord, formatSpan, oneLine } from './findingWords.ts';

/** What stands behind a finding, one plain line each; what a judge did not say is left out. */
export function detailLines({ basis, message }: Finding, { detail }: FindingsWords): string[] {
  const { question, reason, reflection } = basis;
  const sure = howSure(basis, detail);
  const isNews = oneLine(reason) !== oneLine(message);
  return [
    ...(question === null ? [] : [detail.question(oneLine(question))]),
    ...(isNews ? [detail.reason(oneLine(reason))] : []),
    ...(reflection === null ? [] : [detail.reflection(oneLine(reflection))]),
    ...(sure === '' ? [] : [detail.howSure(sure)]),
  ];
}

/** What a judge says about its certainty, and how its samples bear that out; empty for one that measures. */
function howSure({ uncertainty, votes }: Finding['basis'], words: DetailWords): string {
  const spread = votes && voteSpread(votes);
  const shares = spread?.shares.map(({ answer, votes: count, share }) =>
    spread.samples === null
      ? words.weight(Math.round(share * 100), words.answer[answer])
      : words.votes(count, spread.samples, words.answer[answer]),
  );
  return [...(uncertainty === null ? [] : [words.sureness[uncertainty]]), ...(shares ?? [])].join(' · ');
}

/** A finding as a diagnostic tells it: the observation, and below it what stands behind it. Plain text. */
export function diagnosticMessage(finding: Finding, words: FindingsWords): string {
  return [oneLine(finding.message), ...detailLines(finding, words)].join('\n');
}

/**
 * Makes any text show as itself in Markdown. Every ASCII punctuation mark is escaped (CommonMark 0.31 § 2.4), which leaves no
 * link, image, HTML, entity or heading; nor an address that a reader of GitHub's Markdown would make a link of.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** A finding with everything behind it, as Markdown in which no text of a judge means anything. */
export function findingMarkdown(finding: Finding, words: FindingsWords): string {
  const { subDimension, judge, message, measurement } = finding;
  const head = [formatSpan(finding), findingWord(finding, words), judge].map(escapeMarkdown).join(' · ');
  return [
    `**${escapeMarkdown(subDimension.title)}** · ${head}`,
    escapeMarkdown(message),
    ...(measurement ? [escapeMarkdown(measurementText(measurement))] : []),
    ...detailLines(finding, words).map(escapeMarkdown),
  ].join('\n\n');
}

function measurementText({ quantity, value, unit, threshold }: NonNullable<Finding['measurement']>): string {
  const number = (x: number) => `${Number(x.toPrecision(3))}${unit && ` ${unit}`}`;
  const limits = threshold ? ` (${number(threshold.partial)} / ${number(threshold.fail)})` : '';
  return `${quantity}: ${number(value)}${limits}`;
}
