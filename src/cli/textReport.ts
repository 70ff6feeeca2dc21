import type { FolderReport } from '../batch/scoreFolder.ts';
import type { ShownScore } from '../core/calibration/shownScore.ts';
import { counted } from '../core/counted.ts';
import type { Finding, FindingSeverity } from '../core/finding.ts';
import { showsHalo } from '../core/halo.ts';
import type { DimensionReport, JudgeReport } from '../core/judgeReport.ts';
import { formatPoints } from '../core/score.ts';
import { formatTime } from '../core/time.ts';
import { answerSchema, type Sampled } from '../core/verdict.ts';
import { type ClipResult, isScored, type ScoredClip } from './report.ts';
import { type Column, formatTable } from './table.ts';
import { padEnd, printable, shorten, widthOf, wrap } from './terminalText.ts';

export interface TextOptions {
  /** Terminal columns. */
  readonly width: number;
  /** Gives a severity its colour, or leaves the text as it is. */
  readonly paint: (severity: FindingSeverity, text: string) => string;
  /** How many aspects, dimensions, … there are: the taxonomy's own sentence. */
  readonly counts: string;
}

const LONGEST_NAME = 40;
/** Columns that a finding's sentence needs beside its time, severity and place. */
const LEAST_SENTENCE = 60;

/** One judge with what it made of the clips that it judged, in the order of the scan. */
interface JudgeSection {
  readonly judge: JudgeReport;
  readonly clips: readonly { readonly entry: ScoredClip['entry']; readonly report: JudgeReport }[];
}

/** The report for a terminal: a table for each judge, what the numbers leave out, findings by clip, what could not be judged. */
export function formatReport(report: FolderReport, results: readonly ClipResult[], options: TextOptions): string {
  const scored = results.filter(isScored);
  const sections = sectionsOf(scored);
  const several = sections.length > 1;
  return [
    ...sections.flatMap((section) => [
      ...(several ? [judgeHeading(section)] : []),
      scoreTable(section, options),
      coverageNote(section, several, options),
    ]),
    ...(sections.length > 0 ? [wrap(options.counts, options.width).join('\n')] : []),
    ...scored.flatMap((clip) => findingsBlock(clip, { ...options, several })),
    ...problems(report, results, options.width),
    summary(report, scored),
  ].join('\n\n');
}

function sectionsOf(scored: readonly ScoredClip[]): JudgeSection[] {
  const all = scored.flatMap(({ entry, judges }) => judges.map((report) => ({ entry, report })));
  const groups = Map.groupBy(all, ({ report: { judge } }) => `${judge.id} ${judge.fingerprint}`);
  const sections = [...groups.values()].flatMap((clips) => (clips[0] ? [{ judge: clips[0].report, clips }] : []));
  return sections.toSorted((a, b) => Number(a.judge.model !== null) - Number(b.judge.model !== null));
}

function judgeHeading({ judge: { judge, model } }: JudgeSection): string {
  const name = printable(judge.id);
  return model === null ? `By ${name}` : `By ${name}: ${printable(model.model)} at ${printable(model.origin)}`;
}

function cellOf({ score: { coverage }, shown, uncertainty, split }: DimensionReport): string {
  if (shown === null) return '–';
  const doubt = `${uncertainty === 'high' ? ' ?' : ''}${split > 0 ? ` ${split} split` : ''}`;
  return `${shownText(shown)} (${coverage.answered}/${coverage.asked})${doubt}`;
}

function shownText(shown: ShownScore): string {
  const value = formatPoints(shown.value);
  if (shown.status !== 'calibrated') return shown.status === 'stale' ? `${value} stale` : value;
  const { low, high, bounded } = shown.interval;
  return `${value} [${bounded ? `${formatPoints(low)}, ${formatPoints(high)}` : '?'}]`;
}

function scoreTable({ clips }: JudgeSection, { width }: TextOptions): string {
  const names: Column = {
    group: '',
    title: 'clip',
    cells: clips.map(({ entry }) => shorten(printable(entry.path), LONGEST_NAME)),
  };
  const [first] = clips;
  const columns = (first?.report.dimensions ?? []).flatMap(({ aspect, title }, i): Column[] => {
    const judged = clips.flatMap(({ report }) => report.dimensions[i] ?? []);
    if (judged.every(({ score }) => score.value === null)) return [];
    return [{ group: printable(aspect.title), title: printable(title), cells: judged.map(cellOf) }];
  });
  const findings = clips.map(({ report }) => String(report.findings.length));
  return formatTable(names, [{ group: ' ', title: 'findings', cells: findings }, ...columns], width);
}

function coverageNote({ judge, clips }: JudgeSection, several: boolean, { width }: TextOptions): string {
  const dimensions = judge.dimensions;
  const judged = dimensions.filter((_, i) => clips.some(({ report }) => report.dimensions[i]?.score.value != null));
  const silent = dimensions.length - judged.length;
  const reports = clips.flatMap(({ report }) => report.dimensions);
  const sentences = [
    'A cell is the score, 0 to 100, then how many of the questions that apply were answered.',
    ...calibrationNotes(clips.flatMap(({ report }) => report.dimensions.flatMap(({ shown }) => shown ?? []))),
    reports.some(({ uncertainty }) => uncertainty === 'high') ? '"?" means that the judge says it is unsure.' : '',
    reports.some(({ split }) => split > 0) ? '"split" counts the questions on which its samples disagree.' : '',
    silent > 0
      ? `${several ? 'This judge did not judge' : 'Nobody judged'} the other ${silent} of ${dimensions.length} dimensions: they have no column.`
      : '',
    '"–" means not judged, which is not 0.',
  ];
  return wrap(sentences.filter(Boolean).join(' '), width).join('\n');
}

/** Which of the scores are on the experts' scale. */
function calibrationNotes(shown: readonly ShownScore[]): string[] {
  const intervals = shown.flatMap((each) => (each.status === 'calibrated' ? [each.interval] : []));
  const stale = shown.some(({ status }) => status === 'stale');
  const uncalibrated = shown.some(({ status }) => status === 'uncalibrated');
  const alone = intervals.length === 0 && !stale;
  const shares = [...new Set(intervals.map(({ coverage }) => `${formatPoints(coverage)} %`))].join(' or ');
  return [
    intervals.length > 0 ? `Scores with brackets are calibrated; the brackets hold their ${shares} interval.` : '',
    intervals.some(({ bounded }) => !bounded)
      ? '"[?]" means that too few clips are labelled for an interval: it has no ends.'
      : '',
    stale ? '"stale" means raw: the calibration is of another version of this judge or of its model; calibrate again.' : '',
    uncalibrated ? (alone ? 'The scores are raw: uncalibrated.' : 'Scores with neither are raw: uncalibrated.') : '',
  ].filter(Boolean);
}

function findingsBlock(
  { entry, judges }: ScoredClip,
  { width, paint, several }: TextOptions & { readonly several: boolean },
): string[] {
  const findings = judges
    .flatMap((judge) => judge.findings)
    .toSorted((a, b) => a.span.start - b.span.start || a.rationale.localeCompare(b.rationale));
  if (findings.length === 0) return [];
  const spans = findings.map(({ span }) => `${formatTime(span.start)}–${formatTime(span.end)}`);
  const spanWidth = Math.max(...spans.map(widthOf));
  const places = findings.map(
    ({ subDimension, judge }) => `${several ? `${printable(judge)}: ` : ''}${printable(subDimension.title)}`,
  );
  const placeWidth = Math.max(...places.map(widthOf));
  const severityWidth = Math.max(...findings.map(({ severity }) => severity.length));
  const columns = 2 + spanWidth + 2 + severityWidth + 2 + placeWidth + 2;
  // A sentence squeezed into what the columns leave is hard to read: in a narrow terminal it gets lines of its own.
  const below = width - columns < LEAST_SENTENCE;
  const indent = below ? 4 : columns;
  const lines = findings.flatMap((finding, i) => {
    const severity = paint(finding.severity, finding.severity) + ' '.repeat(severityWidth - finding.severity.length);
    const start = `  ${padEnd(spans[i] ?? '', spanWidth)}  ${severity}  ${padEnd(places[i] ?? '', placeWidth)}  `;
    const sentence = wrap(printable(`${finding.message}${sureness(finding)}`), width - indent).map(
      (line) => ' '.repeat(indent) + line,
    );
    return below ? [start.trimEnd(), ...sentence] : [start + (sentence[0] ?? '').trimStart(), ...sentence.slice(1)];
  });
  return [[`${printable(entry.path)}: ${counted(findings.length, 'finding')}`, ...lines].join('\n')];
}

const SURENESS = { low: 'sure', medium: 'fairly sure', high: 'unsure' } as const;

/** How sure the judge is of a finding; nothing for what was measured. */
function sureness({ basis: { uncertainty, votes } }: Finding): string {
  const parts = [...(uncertainty === null ? [] : [SURENESS[uncertainty]]), ...(votes === null ? [] : [votesText(votes)])];
  return parts.length === 0 ? '' : ` [${parts.join('; ')}]`;
}

/** `2 pass, 1 fail` of samples; `pass 80 %, fail 20 %` of the probabilities of one. */
function votesText(votes: Sampled['votes']): string {
  const given = answerSchema.options.flatMap((answer) => (votes[answer] > 0 ? { answer, count: votes[answer] } : []));
  const total = given.reduce((sum, { count }) => sum + count, 0);
  const areSamples = total > 1 && given.every(({ count }) => Number.isInteger(count));
  const shown = given.map(({ answer, count }) =>
    areSamples ? `${count} ${answer}` : `${answer} ${Math.round((count / total) * 100)} %`,
  );
  return shown.join(', ');
}

function problems(report: FolderReport, results: readonly ClipResult[], width: number): string[] {
  const failures = results.flatMap(({ entry }) =>
    entry.status === 'failed' ? [`${printable(entry.path)}: ${printable(entry.sentence)}`] : [],
  );
  const scored = results.filter(isScored);
  const open = scored.flatMap(({ entry, judges }) =>
    judges.flatMap(({ judge, dimensions }) =>
      dimensions.flatMap(({ title, status, reason }) =>
        status === 'failed' ? [printable(`${entry.path}, ${title}, by ${judge.id}: ${reason ?? 'It failed.'}`)] : [],
      ),
    ),
  );
  const cautions = scored.flatMap(({ judges }) =>
    judges.flatMap(({ judge, cautions }) => cautions.map((caution) => `${judge.id}: ${caution}`)),
  );
  const models = Map.groupBy(
    scored.flatMap(({ judges }) => judges.filter(({ model }) => model !== null)),
    ({ judge }) => judge.fingerprint,
  );
  const halos = [...models.values()].flatMap((reports) =>
    showsHalo(reports)
      ? `${reports[0]?.judge.id}: It gives all dimensions of a clip nearly the same score, so it may not tell them apart.`
      : [],
  );
  const notes = [...report.notes, ...scored.flatMap(({ entry }) => entry.notes), ...new Set(cautions), ...halos].map(printable);
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          [title, ...lines.flatMap((line) => wrap(line, width - 4).map((part, i) => (i === 0 ? '  ' : '    ') + part))].join(
            '\n',
          ),
        ];
  return [...list('Not scored', failures), ...list('Could not be judged', open), ...list('Notes', notes)];
}

function summary(report: FolderReport, scored: readonly ScoredClip[]): string {
  const reused = scored.filter(({ entry }) => entry.reused).length;
  const reports = scored.flatMap(({ judges }) => judges);
  const findings = reports.reduce((sum, judge) => sum + judge.findings.length, 0);
  const judges = new Set(reports.map(({ judge }) => judge.id));
  const by = judges.size > 0 ? ` by ${[...judges].map(printable).join(', ')}` : '';
  const parts = [
    `${scored.length} of ${counted(report.total, 'clip')} scored${by}`,
    ...(reused > 0 ? [`${reused} of them judged before and reused`] : []),
    counted(findings, 'finding'),
  ];
  const cancelled = report.cancelled ? ' Cancelled; what is done is kept, and scoring again goes on from here.' : '';
  const where = scored.length > 0 ? ` The verdicts are in ${printable(report.folder)}/.evalverse.` : '';
  const stopped =
    report.stopped === null ? '' : ` ${printable(report.stopped)} What is done is kept, and scoring again goes on from here.`;
  return `${parts.join(', ')}.${where}${cancelled}${stopped}`;
}
