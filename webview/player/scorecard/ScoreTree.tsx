import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { RowContent } from './RowContent.tsx';
import type { ScorecardRow } from './rows.ts';
import type { Said } from './sayings.ts';
import { scrollWithin } from './scrollWithin.ts';
import { treeMove } from './treeMove.ts';

export interface ScoreTreeProps {
  readonly selectedFinding: string | null;
  readonly onOpen: (key: string, open: boolean) => void;
  /** The user chose an observation: its time and the finding it would be, if any. */
  readonly onObservation: (time: number, finding: string | null) => void;
  /** The user wants to see what stands behind an answer. */
  readonly onInspect: (verdict: string, rationale: string) => void;
  readonly rows: readonly ScorecardRow[];
  /** The row that was asked for from outside the tree: it gets the focus as soon as it is there. */
  readonly reached: { readonly key: string } | null;
  /** Several judges side by side. */
  readonly isBeside: boolean;
}

/** Whose answer is meant by a question that several judges answered: the first that reasons. */
function voiceOf(cells: readonly (Said | null)[]): Said | null {
  const voices = cells.filter((said) => said !== null);
  return voices.find(({ judge }) => judge !== 'signals') ?? voices[0] ?? null;
}

/** The rows as a tree that the keyboard walks, after the ARIA pattern. */
export function ScoreTree({ rows, reached, isBeside, selectedFinding, onOpen, onObservation, onInspect }: ScoreTreeProps) {
  const root = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const tabStop = rows.some(({ key }) => key === focused) ? focused : rows[0]?.key;
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    if (selectedFinding === revealed.current) return;
    const row = root.current?.querySelector('[aria-selected=true]');
    if (selectedFinding !== null && !(row instanceof HTMLElement)) return;
    revealed.current = selectedFinding;
    if (row instanceof HTMLElement) scrollWithin(row.closest('.scorecard-scroll'), row);
  }, [selectedFinding, rows]);
  const handled = useRef(reached);
  useEffect(() => {
    const row = reached && reached !== handled.current ? rowElement(root.current, rows, reached.key) : null;
    if (!row) return;
    handled.current = reached;
    // Focusing scrolls only as far as needed; an aspect is asked for to see what is below it.
    const box = row.closest('.scorecard-scroll');
    if (box) box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top;
    row.focus({ preventScroll: true });
  }, [reached, rows]);

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
