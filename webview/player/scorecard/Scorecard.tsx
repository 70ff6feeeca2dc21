import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { findingsOf } from '../../../src/core/finding.ts';
import type { Review } from '../../../src/core/review.ts';
import { formatCoverage, scorecard, totalCoverage } from '../../../src/core/score.ts';
import { countsOf, countsStatement } from '../../../src/core/taxonomy/counts.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { formatTime } from '../../../src/core/time.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { Dropdown } from '../../ui/Dropdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { useWidth } from '../useWidth.ts';
import { besides, choicesOf, fitsBeside, type ScorecardChoice } from './model.ts';
import { RowContent } from './RowContent.tsx';
import { type OpenState, type Said, type ScorecardRow, scorecardRows } from './rows.ts';
import { treeMove } from './treeMove.ts';

const DATE_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

interface ScorecardProps {
  readonly taxonomy: Taxonomy;
  readonly review: Review | null;
  /** Key of the scorecard to show; the first one when there is none of that key. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  /** The file cannot be evaluated, and the page says elsewhere why. */
  readonly unusable: boolean;
  readonly selectedFinding: string | null;
  readonly opened: OpenState;
  readonly onOpen: (key: string, open: boolean) => void;
  /** The user chose an observation: its time and the finding it would be, if any. */
  readonly onObservation: (time: number, finding: string | null) => void;
  /** The user wants to see what stands behind an answer. */
  readonly onInspect: (verdict: string, rationale: string) => void;
}

/**
 * Scores with their reasons: stage › aspect › dimension › sub-dimension › answer › observation. Judges of the same range stand side
 * by side where there is room, otherwise there is a switch between them.
 */
export function Scorecard(props: ScorecardProps) {
  const { taxonomy, review, chosen, onChoose, unusable, selectedFinding, opened, onOpen, onObservation, onInspect } = props;
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const choices = useMemo(() => (review ? choicesOf(review) : []), [review]);
  const choice = choices.find(({ key }) => key === chosen) ?? choices[0];
  const columns = useMemo(() => {
    if (!choice) return [];
    const beside = besides(choices, choice);
    return fitsBeside(beside.length, width) ? beside : [choice];
  }, [choices, choice, width]);
  const isBeside = columns.length > 1 || (choice !== undefined && besides(choices, choice).length === 1);
  const options = useMemo(() => choiceOptions(choices, isBeside), [choices, isBeside]);
  const shownKey = options.find(({ range }) => range === choice?.range)?.value ?? '';
  const rows = useMemo(
    () => scorecardRows(taxonomy, columns, opened, selectedFinding),
    [taxonomy, columns, opened, selectedFinding],
  );

  return (
    <section class="scorecard" aria-label={STRINGS.scorecard} ref={root}>
      <header class="scorecard-header">
        <h2>{STRINGS.scorecard}</h2>
        {choice && options.length > 1 && (
          <Dropdown
            label={STRINGS.scorecardFor}
            class="range-choice"
            value={isBeside ? shownKey : choice.key}
            options={options}
            onChange={onChoose}
          />
        )}
        {choice && options.length === 1 && <span class="dim">{options[0]?.text}</span>}
      </header>
      {columns.length === 1 && choice && (
        <p class="overall">
          <Summary taxonomy={taxonomy} verdicts={choice.verdicts} />
          <Provenance verdicts={choice.verdicts} />
        </p>
      )}
      {columns.length > 1 &&
        columns.map(({ key, judge, verdicts }) => (
          <ShortSummary key={key} taxonomy={taxonomy} judge={judge} verdicts={verdicts} />
        ))}
      {!choice && (
        <div class="scorecard-empty">
          <Icon name="checklist" class="large" />
          <p>
            <strong>{unusable ? STRINGS.cannotEvaluate : STRINGS.nothingJudged}</strong>
          </p>
          {!unusable && <p>{STRINGS.nothingJudgedHelp}</p>}
        </div>
      )}
      <div class="scorecard-scroll">
        {columns.length > 1 && (
          <div class="judge-heads" aria-hidden="true">
            {columns.map(({ key, judge }) => (
              <span key={key} class="judge-cell" title={judge}>
                {judge}
              </span>
            ))}
          </div>
        )}
        <ScoreTree
          rows={rows}
          isBeside={columns.length > 1}
          selectedFinding={selectedFinding}
          onOpen={onOpen}
          onObservation={onObservation}
          onInspect={onInspect}
        />
        <footer class="scorecard-foot">{countsStatement(taxonomy)}</footer>
      </div>
    </section>
  );
}

/** How much was answered and found. No score of everything: a single answer can make all of it. */
function Summary({ taxonomy, verdicts }: { readonly taxonomy: Taxonomy; readonly verdicts: readonly Verdict[] }) {
  const { answered, asked } = useMemo(() => totalCoverage(scorecard(taxonomy, verdicts)), [taxonomy, verdicts]);
  const findings = useMemo(() => findingsOf(taxonomy, verdicts, { passes: false }).length, [taxonomy, verdicts]);
  const notApplicable = countsOf(taxonomy).rationales - asked;
  return (
    <>
      {STRINGS.answered(answered, asked)} {notApplicable > 0 && <span class="dim">{STRINGS.notApplicable(notApplicable)}</span>} ·{' '}
      {STRINGS.findingCount(findings)}
    </>
  );
}

/** One of several judges in one line; when it said so, and under which fingerprint, is in its tooltip and on every detail card. */
function ShortSummary({
  taxonomy,
  judge,
  verdicts,
}: { readonly taxonomy: Taxonomy } & Pick<ScorecardChoice, 'judge' | 'verdicts'>) {
  const coverage = useMemo(() => totalCoverage(scorecard(taxonomy, verdicts)), [taxonomy, verdicts]);
  const findings = useMemo(() => findingsOf(taxonomy, verdicts, { passes: false }).length, [taxonomy, verdicts]);
  const latest = latestOf(verdicts);
  return (
    <p class="overall compared" title={latest ? provenanceWords(latest) : undefined}>
      <strong>{judge}</strong> {formatCoverage(coverage)} · {STRINGS.findingCount(findings)}
    </p>
  );
}

function latestOf(verdicts: readonly Verdict[]): Verdict | null {
  return verdicts.reduce<Verdict | null>(
    (youngest, verdict) => (youngest && youngest.createdAt >= verdict.createdAt ? youngest : verdict),
    null,
  );
}

function provenanceWords({ judge, createdAt }: Verdict): string {
  return `${STRINGS.judgedBy(judge.id, DATE_AND_TIME.format(new Date(createdAt)))}\n${STRINGS.fingerprint(judge.fingerprint)}`;
}

/** Which judge said so, when, and under which fingerprint: a score that cannot be traced is worth nothing. */
function Provenance({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const latest = latestOf(verdicts);
  if (!latest) return null;
  const { judge, createdAt } = latest;
  return (
    <span class="provenance" title={STRINGS.fingerprint(judge.fingerprint)}>
      {STRINGS.judgedBy(judge.id, DATE_AND_TIME.format(new Date(createdAt)))}
    </span>
  );
}

interface ScoreTreeProps extends Pick<ScorecardProps, 'selectedFinding' | 'onOpen' | 'onObservation' | 'onInspect'> {
  readonly rows: readonly ScorecardRow[];
  /** Several judges side by side. */
  readonly isBeside: boolean;
}

/** Whose answer is meant by a question that several judges answered: the first that reasons. */
function voiceOf(cells: readonly (Said | null)[]): Said | null {
  const voices = cells.filter((said) => said !== null);
  return voices.find(({ judge }) => judge !== 'signals') ?? voices[0] ?? null;
}

function ScoreTree({ rows, isBeside, selectedFinding, onOpen, onObservation, onInspect }: ScoreTreeProps) {
  const root = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const tabStop = rows.some(({ key }) => key === focused) ? focused : rows[0]?.key;
  useEffect(() => {
    const row = root.current?.querySelector('[aria-selected=true]');
    if (row instanceof HTMLElement) scrollWithin(row.closest('.scorecard-scroll'), row);
  }, [selectedFinding]);

  const activate = (row: ScorecardRow) => {
    if (row.kind === 'observation') onObservation(row.observation.span.start, row.finding);
    else if (row.kind === 'suspicion') onObservation(row.finding.span.start, row.finding.id);
    else if (row.kind === 'voice') onInspect(row.said.verdict, row.rationale);
    else {
      if (row.open !== null) onOpen(row.key, !row.open);
      const said = row.kind === 'answer' && row.open !== true ? voiceOf(row.cells) : null;
      if (row.kind === 'answer' && said) onInspect(said.verdict, row.rationale);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || tabStop === undefined || tabStop === null) return;
    const row = rows.find(({ key }) => key === tabStop);
    const move = treeMove(rows, tabStop, event.key);
    if (event.key === 'Enter' && row) activate(row);
    else if (move && 'toggle' in move) onOpen(move.toggle, move.open);
    else if (move) {
      setFocused(move.focus);
      rowElement(root.current, rows, move.focus)?.focus();
    } else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={root}
      class={isBeside ? 'score-tree beside' : 'score-tree'}
      role="tree"
      aria-label={STRINGS.scorecard}
      onKeyDown={onKeyDown}
    >
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled once for the whole tree.
        <div
          key={row.key}
          role="treeitem"
          class={rowClass(row)}
          style={{ '--level': row.level }}
          aria-level={row.level}
          aria-expanded={row.open ?? undefined}
          aria-selected={selectedFinding !== null && findingOf(row) === selectedFinding}
          tabIndex={row.key === tabStop ? 0 : -1}
          onFocus={() => setFocused(row.key)}
          onClick={() => activate(row)}
        >
          <span class="twistie">{row.open !== null && <Icon name={row.open ? 'chevron-down' : 'chevron-right'} />}</span>
          <RowContent row={row} />
        </div>
      ))}
    </div>
  );
}

/**
 * Brings a row into view by scrolling the scorecard alone. `scrollIntoView` would scroll the page too, and in a narrow editor,
 * where the scorecard is below the picture, take away the picture that the reviewer has just asked to see.
 */
function scrollWithin(box: Element | null, row: HTMLElement): void {
  if (!box) return;
  const outer = box.getBoundingClientRect();
  const inner = row.getBoundingClientRect();
  if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
}

function rowElement(root: HTMLElement | null, rows: readonly ScorecardRow[], key: string): HTMLElement | null {
  const element = root?.children[rows.findIndex((row) => row.key === key)];
  return element instanceof HTMLElement ? element : null;
}

function findingOf(row: ScorecardRow): string | null {
  if (row.kind === 'observation') return row.finding;
  return row.kind === 'suspicion' ? row.finding.id : null;
}

function rowClass(row: ScorecardRow): string {
  switch (row.kind) {
    case 'node':
      return `row ${row.node.level}${row.cells.every(({ score }) => score.value === null) ? ' unjudged' : ''}`;
    case 'observation':
      return 'row observation';
    case 'answer':
      return 'row answer';
    default:
      return `row answer ${row.kind}`;
  }
}

interface ChoiceOption {
  readonly value: string;
  readonly text: string;
  readonly range: ScorecardChoice['range'];
}

/** @param isBeside one entry a range, since all of its judges are shown at once. */
function choiceOptions(choices: readonly ScorecardChoice[], isBeside: boolean): ChoiceOption[] {
  const severalJudges = new Set(choices.map(({ judge }) => judge)).size > 1;
  const options = choices.map(({ key, range, judge }) => {
    const { whole, span } = range;
    const text = whole ? STRINGS.wholeClip : `${formatTime(span.start)}–${formatTime(span.end)}`;
    return { value: key, text: severalJudges && !isBeside ? `${text} · ${judge}` : text, range };
  });
  return isBeside ? options.filter(({ range }, index) => range !== options[index - 1]?.range) : options;
}
