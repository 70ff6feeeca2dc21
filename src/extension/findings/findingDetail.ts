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

/** The number of a list item, if a line begins with one. */
const ITEM_NUMBER = /^\d+[.)]/;

/**
 * Punctuation that is read as itself where it stands, so that what is pasted where Markdown is not read is legible too: marks that
 * mean nothing by themselves, colons in numbers and before a space, points and hyphens in words other than addresses.
 */
const PLAIN = /[,;%?'"()]|(?<=\d):(?=\d)|[.:](?=\s|$)|(?<=\w)(?<!www)[.-](?=\w)/iy;

/**
 * Makes any text show as itself in Markdown. ASCII punctuation is escaped (CommonMark 0.31 § 2.4) unless it is plain, which leaves
 * no link, image, HTML, entity, heading or list; nor an address that a reader of GitHub's Markdown would make a link of.
 */
export function escapeMarkdown(text: string): string {
  const line = oneLine(text);
  const numbered = ITEM_NUMBER.exec(line)?.[0].length ?? 0;
  return line.replace(/[!-/:-@[-`{-~]/g, (mark, index: number) => {
    PLAIN.lastIndex = index;
    return index >= numbered && PLAIN.test(line) ? mark : `\\${mark}`;
  });
}

/** A finding with everything behind it, as Markdown in which no text of a judge means anything. */
export function findingMarkdown(finding: Finding, words: FindingsWords): string {
  const { subDimension, judge, message, measurement } = finding;
  const head = [formatSpan(finding), findingWord(finding, words), judge].map(escapeMarkdown).join(' · ');
  return [
    `**${escapeMarkdown(subDimension.title)}** · ${head}`,
    escapeMarkdown(message),
    ...(measurement ? [escapeMarkdown(measurementText(measurement, words.detail))] : []),
    ...detailLines(finding, words).map(escapeMarkdown),
  ].join('\n\n');
}

function measurementText({ quantity, value, unit, threshold }: NonNullable<Finding['measurement']>, words: DetailWords): string {
  const number = (x: number) => `${Number(x.toPrecision(3))}${unit && ` ${unit}`}`;
  const limits = threshold ? ` (${words.limits(threshold.faultWhen, number(threshold.partial), number(threshold.fail))})` : '';
  return `${quantity}: ${number(value)}${limits}`;
}
