import type { FolderReport } from '../batch/scoreFolder.ts';
import type { FindingSeverity } from '../core/finding.ts';
import { clipVerdicts } from '../core/review.ts';
import type { Score } from '../core/score.ts';
import { formatTime } from '../core/time.ts';
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

/** The report for a terminal: table, what the numbers leave out, findings by clip, what could not be scored. */
export function formatReport(report: FolderReport, results: readonly ClipResult[], options: TextOptions): string {
  const scored = results.filter(isScored);
  return [
    ...(scored.length > 0 ? [scoreTable(scored, options.width), coverageNote(scored, options)] : []),
    ...scored.flatMap((clip) => (clip.findings.length > 0 ? [findingsBlock(clip, options)] : [])),
    ...problems(report, results, options.width),
    summary(report, scored),
  ].join('\n\n');
}

function cellOf({ value, coverage }: Score): string {
  return value === null ? '–' : `${Math.round(value * 100)} (${coverage.answered}/${coverage.asked})`;
}

function scoreTable(clips: readonly ScoredClip[], width: number): string {
  const names: Column = {
    group: '',
    title: 'clip',
    cells: clips.map(({ entry }) => shorten(printable(entry.path), LONGEST_NAME)),
  };
  const [first] = clips;
  const columns = (first?.dimensions ?? []).flatMap(({ aspect, dimension }, i): Column[] => {
    const scores = clips.flatMap((clip) => clip.dimensions[i]?.dimension.score ?? []);
    if (scores.every(({ value }) => value === null)) return [];
    return [{ group: printable(aspect.title), title: printable(dimension.title), cells: scores.map(cellOf) }];
  });
  const counts: Column = { group: ' ', title: 'findings', cells: clips.map(({ findings }) => String(findings.length)) };
  return formatTable(names, [counts, ...columns], width);
}

function coverageNote(clips: readonly ScoredClip[], { counts, width }: TextOptions): string {
  const dimensions = clips[0]?.dimensions ?? [];
  const judged = dimensions.filter((_, i) => clips.some((clip) => clip.dimensions[i]?.dimension.score.value != null));
  const silent = dimensions.length - judged.length;
  const sentences = [
    'A cell is the score, 0 to 100, then how many of the questions that apply were answered.',
    silent > 0 ? `Nobody judged the other ${silent} of ${dimensions.length} dimensions: they have no column.` : '',
    '"–" means not judged, which is not 0.',
  ];
  return [sentences.filter(Boolean).join(' '), counts].flatMap((line) => wrap(line, width)).join('\n');
}

function findingsBlock({ entry, findings }: ScoredClip, { width, paint }: TextOptions): string {
  const spans = findings.map(({ span }) => `${formatTime(span.start)}–${formatTime(span.end)}`);
  const spanWidth = Math.max(...spans.map(widthOf));
  const places = findings.map(({ subDimension }) => printable(subDimension.title));
  const placeWidth = Math.max(...places.map(widthOf));
  const severityWidth = Math.max(...findings.map(({ severity }) => severity.length));
  const columns = 2 + spanWidth + 2 + severityWidth + 2 + placeWidth + 2;
  // A sentence squeezed into what the columns leave is hard to read: in a narrow terminal it gets lines of its own.
  const below = width - columns < LEAST_SENTENCE;
  const indent = below ? 4 : columns;
  const lines = findings.flatMap((finding, i) => {
    const severity = paint(finding.severity, finding.severity) + ' '.repeat(severityWidth - finding.severity.length);
    const start = `  ${padEnd(spans[i] ?? '', spanWidth)}  ${severity}  ${padEnd(places[i] ?? '', placeWidth)}  `;
    const sentence = wrap(printable(finding.message), width - indent).map((line) => ' '.repeat(indent) + line);
    return below ? [start.trimEnd(), ...sentence] : [start + (sentence[0] ?? '').trimStart(), ...sentence.slice(1)];
  });
  return [`${printable(entry.path)}: ${counted(findings.length, 'finding')}`, ...lines].join('\n');
}

function problems(report: FolderReport, results: readonly ClipResult[], width: number): string[] {
  const failures = results.flatMap(({ entry }) =>
    entry.status === 'failed' ? [`${printable(entry.path)}: ${printable(entry.sentence)}`] : [],
  );
  const notes = [...report.notes, ...results.flatMap(({ entry }) => (entry.status === 'scored' ? entry.notes : []))].map(
    printable,
  );
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          [title, ...lines.flatMap((line) => wrap(line, width - 4).map((part, i) => (i === 0 ? '  ' : '    ') + part))].join(
            '\n',
          ),
        ];
  return [...list('Not scored', failures), ...list('Notes', notes)];
}

function summary(report: FolderReport, scored: readonly ScoredClip[]): string {
  const reused = scored.filter(({ entry }) => entry.reused).length;
  const findings = scored.reduce((sum, clip) => sum + clip.findings.length, 0);
  const judges = new Set(scored.flatMap(({ entry }) => clipVerdicts(entry.review).map(({ judge }) => judge.id)));
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

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
