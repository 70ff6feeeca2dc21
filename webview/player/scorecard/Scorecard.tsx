import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { findingsOf } from '../../../src/core/finding.ts';
import type { Review } from '../../../src/core/review.ts';
import { scorecard, totalCoverage } from '../../../src/core/score.ts';
import { countsOf, countsStatement } from '../../../src/core/taxonomy/counts.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { formatTime } from '../../../src/core/time.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { Dropdown } from '../../ui/Dropdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { choicesOf, type OpenState, type ScorecardChoice, type ScorecardRow, scorecardRows, treeMove } from './model.ts';
import { RowContent } from './RowContent.tsx';

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
}

/** Scores with their reasons: stage › aspect › dimension › sub-dimension › answer › observation. */
export function Scorecard(props: ScorecardProps) {
  const { taxonomy, review, chosen, onChoose, unusable, selectedFinding, opened, onOpen, onObservation } = props;
  const choices = useMemo(() => (review ? choicesOf(review) : []), [review]);
  const choice = choices.find(({ key }) => key === chosen) ?? choices[0];
  const rows = useMemo(() => scorecardRows(taxonomy, choice?.verdicts ?? [], opened), [taxonomy, choice, opened]);
  const options = useMemo(() => choiceOptions(choices), [choices]);

  return (
    <section class="scorecard" aria-label={STRINGS.scorecard}>
      <header class="scorecard-header">
        <h2>{STRINGS.scorecard}</h2>
        {choice && options.length > 1 && (
          <Dropdown label={STRINGS.scorecardFor} class="range-choice" value={choice.key} options={options} onChange={onChoose} />
        )}
        {choice && options.length === 1 && <span class="dim">{options[0]?.text}</span>}
      </header>
      {choice && (
        <p class="overall">
          <Summary taxonomy={taxonomy} verdicts={choice.verdicts} />
          <Provenance verdicts={choice.verdicts} />
        </p>
      )}
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
        <ScoreTree rows={rows} selectedFinding={selectedFinding} onOpen={onOpen} onObservation={onObservation} />
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

/** Which judge said so, when, and under which fingerprint: a score that cannot be traced is worth nothing. */
function Provenance({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const latest = verdicts.reduce<Verdict | null>(
    (youngest, verdict) => (youngest && youngest.createdAt >= verdict.createdAt ? youngest : verdict),
    null,
  );
  if (!latest) return null;
  const { judge, createdAt } = latest;
  return (
    <span class="provenance" title={STRINGS.fingerprint(judge.fingerprint)}>
      {STRINGS.judgedBy(judge.id, DATE_AND_TIME.format(new Date(createdAt)))}
    </span>
  );
}

interface ScoreTreeProps extends Pick<ScorecardProps, 'selectedFinding' | 'onOpen' | 'onObservation'> {
  readonly rows: readonly ScorecardRow[];
}

function ScoreTree({ rows, selectedFinding, onOpen, onObservation }: ScoreTreeProps) {
  const root = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const tabStop = rows.some(({ key }) => key === focused) ? focused : rows[0]?.key;
  useEffect(() => {
    const row = root.current?.querySelector('[aria-selected=true]');
    if (row instanceof HTMLElement) scrollWithin(row.closest('.scorecard-scroll'), row);
  }, [selectedFinding]);

  const activate = (row: ScorecardRow) => {
    if (row.kind === 'observation') onObservation(row.observation.span.start, row.finding);
    else if (row.open !== null) onOpen(row.key, !row.open);
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
    <div ref={root} class="score-tree" role="tree" aria-label={STRINGS.scorecard} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled once for the whole tree.
        <div
          key={row.key}
          role="treeitem"
          class={rowClass(row)}
          style={{ '--level': row.level }}
          aria-level={row.level}
          aria-expanded={row.open ?? undefined}
          aria-selected={row.kind === 'observation' && row.finding !== null && row.finding === selectedFinding}
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

function rowClass(row: ScorecardRow): string {
  if (row.kind === 'answer') return 'row answer';
  if (row.kind === 'proxy') return 'row answer proxy';
  if (row.kind === 'observation') return 'row observation';
  return `row ${row.node.level}${row.node.score.value === null ? ' unjudged' : ''}`;
}

function choiceOptions(choices: readonly ScorecardChoice[]): { value: string; text: string }[] {
  const severalJudges = new Set(choices.map(({ judge }) => judge)).size > 1;
  return choices.map(({ key, range: { whole, span }, judge }) => {
    const range = whole ? STRINGS.wholeClip : `${formatTime(span.start)}–${formatTime(span.end)}`;
    return { value: key, text: severalJudges ? `${range} · ${judge}` : range };
  });
}
