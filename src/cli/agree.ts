import { modelsOfClips, verdictsOfJudge } from '../batch/comparison.ts';
import { type Agreement, agreementOf, type Coefficient, type Disagreement } from '../core/agreement.ts';
import { formatTime } from '../core/time.ts';
import type { AgreeArguments } from './arguments.ts';
import { withRatings } from './ratings.ts';
import { skippedLines } from './report.ts';
import { type Column, formatTable } from './table.ts';
import { padEnd, printable, widthOf, wrap } from './terminalText.ts';
import { counted } from './usageText.ts';

const WIDTH_WITHOUT_TERMINAL = 140;

/**
 * `evalverse agree`: how far raters agree with one another, and a judge with them.
 *
 * @returns the exit code.
 * @throws EvalVerseError `settings/invalid` when there is nothing to compare.
 */
export async function agree(options: AgreeArguments, signal: AbortSignal): Promise<number> {
  return withRatings(options, async ({ folder, taxonomy, annotations, clips, store }) => {
    const judged = options.judge === undefined ? null : await verdictsOfJudge(options.judge, clips.keys(), store);
    const models = options.level === 'model' ? await modelsOfClips(folder, clips) : null;
    signal.throwIfAborted();
    const agreement = agreementOf({
      ...{ taxonomy, judged, by: options.by, modelOf: models?.modelOf ?? null },
      annotations: annotations.annotations(),
      ratings: annotations.ratings(),
    });
    const fingerprints = new Set(
      [...(judged?.values() ?? [])].flatMap((verdicts) => verdicts.map(({ judge }) => judge.fingerprint)),
    );
    const notes = [
      ...leftOutNotes(agreement),
      ...(fingerprints.size > 1
        ? [`The answers are of ${fingerprints.size} versions of the judge; score again to have them of one.`]
        : []),
      ...(models?.notes ?? []),
      ...skippedLines(annotations.problems()),
    ];
    const about = { judge: options.judge ?? null, level: options.level, by: options.by, notes };
    const width = Math.max(60, process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL);
    const text = options.json
      ? JSON.stringify({ schema: 1, ...about, subjects: agreement.subjects, disagreements: agreement.disagreements }, null, 2)
      : agreementText(agreement, { ...about, width });
    process.stdout.write(`${text}\n`);
    return 0;
  });
}

function leftOutNotes({ leftOut: { ranges, unknown, withoutModel } }: Agreement): string[] {
  return [
    ...(ranges > 0 ? [`${counted(ranges, 'word')} about parts of clips left out: whole clips are compared.`] : []),
    ...(unknown > 0 ? [`${counted(unknown, 'word')} about what the taxonomy does not have left out.`] : []),
    ...(withoutModel > 0 ? [`${counted(withoutModel, 'clip')} left out: no "model" in a JSON file beside them.`] : []),
  ];
}

/** `0.71 [0.52, 0.83]`; `–` where it is not defined. */
function coefficientText({ value, interval }: Coefficient): string {
  if (value === null) return '–';
  return interval === null ? value.toFixed(2) : `${value.toFixed(2)} [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`;
}

const shareText = (share: number | null): string => (share === null ? '–' : `${(100 * share).toFixed(0)} %`);

export interface AgreementTextOptions {
  readonly judge: string | null;
  readonly level: 'clip' | 'model';
  readonly notes: readonly string[];
  readonly width: number;
}

const JUDGE_LEGEND =
  'The judge is held against the raters’ mean; "pairs": how many it puts in their order, a tie of both counted, "untied": of those that they tell apart.';

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
      ofJudge('pairs', ({ pairs }) => shareText(pairs.withTies)),
      ofJudge('untied', ({ pairs }) => shareText(pairs.withoutTies)),
    );
  }
  const legend = [
    'α is Krippendorff’s, ordinal: 1 is full agreement, 0 what chance gives.',
    'In brackets the 95 % interval.',
    '"–" means that the data do not define it.',
    ...(judge === null ? [] : [JUDGE_LEGEND, ...aboveRaters(agreement)]),
  ].join(' ');
  return [
    formatTable(names, columns, width),
    wrap(legend, width).join('\n'),
    ...(disagreements.length === 0
      ? []
      : [['Worst disagreements', ...disagreements.flatMap((each) => disagreementLines(each, width))].join('\n')]),
    ...(notes.length === 0
      ? []
      : [['Notes', ...notes.flatMap((note) => wrap(printable(note), width - 2).map((line) => `  ${line}`))].join('\n')]),
  ].join('\n\n');
}

/** No judge can be nearer to a mean of raters than they are to each other, unless by chance or by another road. */
function aboveRaters({ subjects }: Agreement): string[] {
  const above = subjects.filter(
    ({ raters, judge }) => raters.alpha.value !== null && (judge?.spearman.value ?? -1) > Math.max(0, raters.alpha.value),
  );
  if (above.length === 0) return [];
  const titles = above.map(({ title }) => printable(title)).join(', ');
  return [`Be wary of ${titles}: the judge’s correlation lies above the raters’ own α.`];
}

function disagreementLines({ clip, question, span, judge, raters }: Disagreement, width: number): string[] {
  const when = span === null ? '' : ` ${formatTime(span.start)}–${formatTime(span.end)}`;
  const said = Object.entries(raters).map(([rater, score]) => `${rater} ${percent(score)}`);
  const sides = [...(judge === null ? [] : [`judge ${percent(judge)}`]), ...said].join(', ');
  const [first = '', ...more] = wrap(printable(`${clip.path}${when}: ${question} ${sides}`), width - 4);
  return [`  ${first}`, ...more.map((line) => `    ${line}`)];
}

const percent = (score: number): string => String(Math.round(score * 100));
