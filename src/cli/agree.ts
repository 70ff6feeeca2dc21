import { agreementsIn } from '../batch/ratings/agreementsIn.ts';
import type { Agreement } from '../core/agreement.ts';
import { coefficientText, isAboveCeiling } from '../core/agreementWords.ts';
import type { Disagreement } from '../core/disagreements.ts';
import { formatTime } from '../core/time.ts';
import type { AgreeArguments } from './arguments.ts';
import { withRatings } from './ratings.ts';
import { type Column, formatTable } from './table.ts';
import { padEnd, printable, widthOf, wrap } from './terminalText.ts';

const WIDTH_WITHOUT_TERMINAL = 140;

/**
 * `evalverse agree`: how far raters agree with one another, and a judge with them.
 *
 * @returns the exit code.
 * @throws EvalVerseError `settings/invalid` when there is nothing to compare.
 */
export async function agree(options: AgreeArguments, signal: AbortSignal): Promise<number> {
  return withRatings(options, async (ratings) => {
    const { judge = null, level, by } = options;
    const { agreements, notes } = await agreementsIn(ratings, judge, [{ level, by }]);
    signal.throwIfAborted();
    const [agreement] = agreements;
    if (agreement === undefined) return 1;
    const about = { judge, level, by, notes };
    const width = Math.max(60, process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL);
    const text = options.json
      ? JSON.stringify({ schema: 1, ...about, subjects: agreement.subjects, disagreements: agreement.disagreements }, null, 2)
      : agreementText(agreement, { ...about, width });
    process.stdout.write(`${text}\n`);
    return 0;
  });
}

export interface AgreementTextOptions {
  readonly judge: string | null;
  readonly level: 'clip' | 'model';
  readonly notes: readonly string[];
  readonly width: number;
}

const NOTHING = 'No rating is about what is compared here: try --by dimension, --level clip or another taxonomy.';
const JUDGE_LEGEND =
  'The judge is held against the raters’ mean; "pairs": how many it puts in their order, a tie of both counted, "untied": of those that they tell apart. Its scores here are raw, whether there is a calibration or not.';

/** The report for a terminal: one row a dimension or sub-dimension, then the worst disagreements, then what is left out. */
export function agreementText(agreement: Agreement, { judge, level, notes, width }: AgreementTextOptions): string {
  const { subjects, disagreements } = agreement;
  const column = (group: string, title: string, cell: (subject: Agreement['subjects'][number]) => string): Column => ({
    group,
    title,
    cells: subjects.map(cell),
  });
  // The raters' own α is part of a row's name, so that it stands beside every coefficient, whatever the width.
  const titles = subjects.map(({ title }) => printable(title));
  const titleWidth = Math.max(0, ...titles.map(widthOf));
  const names: Column = {
    group: '',
    title: `${padEnd('', titleWidth)}  α of raters`,
    cells: subjects.map(({ raters }, i) => `${padEnd(titles[i] ?? '', titleWidth)}  ${coefficientText(raters.alpha)}`),
  };
  const columns = [
    column('raters', 'number', ({ raters }) => String(raters.count)),
    column('raters', `${level}s`, ({ raters }) => String(raters.n)),
  ];
  if (judge !== null) {
    const group = printable(judge);
    const ofJudge = (title: string, cell: (own: NonNullable<Agreement['subjects'][number]['judge']>) => string) =>
      column(group, title, (subject) => (subject.judge === null ? '–' : cell(subject.judge)));
    columns.push(
      ofJudge(`${level}s`, ({ n }) => String(n)),
      ofJudge('Pearson', (own) => coefficientText(own.pearson)),
      ofJudge('Spearman', (own) => coefficientText(own.spearman)),
      ofJudge('Kendall τ-b', (own) => coefficientText(own.kendall)),
      ofJudge('pairs', ({ pairs }) => coefficientText(pairs.withTies, 'percent')),
      ofJudge('untied', ({ pairs }) => coefficientText(pairs.withoutTies, 'percent')),
    );
  }
  const legend = [
    'α is Krippendorff’s, ordinal: 1 is full agreement, 0 what chance gives.',
    'In brackets the 95 % interval; "[?]": the data give none, being too few or all in line.',
    '"–" means that the data do not define it.',
    ...(judge === null ? [] : [JUDGE_LEGEND, ...aboveCeiling(agreement)]),
  ].join(' ');
  return [
    ...(subjects.length === 0 ? [NOTHING] : [formatTable(names, columns, width), wrap(legend, width).join('\n')]),
    ...(disagreements.length === 0
      ? []
      : [['Worst disagreements', ...disagreements.flatMap((each) => disagreementLines(each, width))].join('\n')]),
    ...(notes.length === 0
      ? []
      : [['Notes', ...notes.flatMap((note) => wrap(printable(note), width - 2).map((line) => `  ${line}`))].join('\n')]),
  ].join('\n\n');
}

function aboveCeiling({ subjects }: Agreement): string[] {
  const above = subjects.filter(isAboveCeiling);
  if (above.length === 0) return [];
  const titles = above.map(({ title }) => printable(title)).join(', ');
  return [
    `Be wary of ${titles}: the judge follows the raters’ mean more closely than their own agreement allows, by chance or for reasons that are not the question’s.`,
  ];
}

function disagreementLines({ clip, question, span, judge, raters }: Disagreement, width: number): string[] {
  const when = span === null ? '' : ` ${formatTime(span.start)}–${formatTime(span.end)}`;
  const said = Object.entries(raters).map(([rater, score]) => `${rater} ${percent(score)}`);
  const sides = [...(judge === null ? [] : [`judge ${percent(judge)} raw`]), ...said].join(', ');
  const [first = '', ...more] = wrap(printable(`${clip.path}${when}: ${question} ${sides}`), width - 4);
  return [`  ${first}`, ...more.map((line) => `    ${line}`)];
}

const percent = (score: number): string => String(Math.round(score * 100));
