import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Calibration } from '../../../src/core/calibration/calibration.ts';
import type { Review } from '../../../src/core/review.ts';
import type { ShotEdits } from '../../../src/core/shotCorrections.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { pathTo } from '../../../src/core/taxonomy/walk.ts';
import { formatTime } from '../../../src/core/time.ts';
import { Dropdown } from '../../ui/Dropdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { type ScorecardFilter, SHOW_EVERYTHING } from '../../ui/scorecardFilter.ts';
import { STRINGS } from '../../ui/strings.ts';
import { useWidth } from '../useWidth.ts';
import { AspectBars } from './AspectBars.tsx';
import { FilterBar } from './FilterBar.tsx';
import { filterCount, isFiltering, matchesOf } from './filter.ts';
import { besides, choiceHolding, choicesOf, fitsBeside, type ScorecardChoice } from './model.ts';
import { cellTree } from './nodeCells.ts';
import { OutdatedNote } from './OutdatedNote.tsx';
import { type OpenState, scorecardRows } from './rows.ts';
import { ScoreTree, type ScoreTreeProps } from './ScoreTree.tsx';
import { Provenance, ShortSummary, Summary } from './Summary.tsx';

interface ScorecardProps extends Omit<ScoreTreeProps, 'rows' | 'isBeside' | 'reached'> {
  readonly taxonomy: Taxonomy;
  readonly review: Review | null;
  /** Of the folder that holds the clip. */
  readonly calibrations: readonly Calibration[];
  /** How people corrected the shots. */
  readonly shotEdits: ShotEdits;
  /** Key of the scorecard to show; the first one when there is none of that key. */
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  /** The file cannot be evaluated, and the page says elsewhere why. */
  readonly unusable: boolean;
  readonly opened: OpenState;
  readonly filter: ScorecardFilter;
  readonly onFilter: (filter: ScorecardFilter) => void;
  /** `null` while there is nothing to annotate. */
  readonly onAnnotate: (() => void) | null;
}

/**
 * Scores with their reasons: stage › aspect › dimension › sub-dimension › answer › observation. Judges of the same range stand side
 * by side where there is room, otherwise there is a switch between them.
 */
export function Scorecard(props: ScorecardProps) {
  const { taxonomy, review, calibrations, shotEdits, chosen, onChoose, unusable, onAnnotate } = props;
  const { selectedFinding, opened, onOpen, onObservation, onInspect } = props;
  const root = useRef<HTMLElement>(null);
  const width = useWidth(root);
  const { filter, onFilter } = props;
  const everyChoice = useMemo(() => (review ? choicesOf(review) : []), [review]);
  const judges = useMemo(() => [...new Set(everyChoice.map(({ judge }) => judge))], [everyChoice]);
  const choices = useMemo(() => {
    const holding = review && selectedFinding !== null ? choiceHolding(review, selectedFinding) : null;
    const isWanted = (judge: string) => filter.judges.length === 0 || filter.judges.includes(judge);
    return everyChoice.filter(({ key, judge }) => isWanted(judge) || key === holding);
  }, [everyChoice, review, selectedFinding, filter.judges]);
  const chosenOf = (all: readonly ScorecardChoice[]) => all.find(({ key }) => key === chosen) ?? all[0];
  const columnsOf = (all: readonly ScorecardChoice[]) => {
    const one = chosenOf(all);
    if (!one) return [];
    const beside = besides(all, one);
    return fitsBeside(beside.length, width) ? beside : [one];
  };
  const choice = chosenOf(choices);
  const columns = useMemo(() => columnsOf(choices), [choices, chosen, width]);
  const isBeside = columns.length > 1 || (choice !== undefined && besides(choices, choice).length === 1);
  const options = useMemo(() => choiceOptions(choices, isBeside), [choices, isBeside]);
  const shownKey = options.find(({ range }) => range === choice?.range)?.value ?? '';
  const matches = useMemo(
    () => (isFiltering(filter) ? matchesOf(taxonomy, columns, filter, selectedFinding) : null),
    [taxonomy, columns, filter, selectedFinding],
  );
  const count = useMemo(
    () => matches && filterCount(taxonomy, columnsOf(everyChoice), columns, matches),
    [taxonomy, everyChoice, chosen, width, columns, matches],
  );
  // What is opened and closed while a filter holds says nothing about the tree without it.
  const [openedInFilter, setOpenedInFilter] = useState<OpenState>({});
  useEffect(() => setOpenedInFilter({}), [filter]);
  const open = (key: string, isOpen: boolean) =>
    matches ? setOpenedInFilter((kept) => ({ ...kept, [key]: isOpen })) : onOpen(key, isOpen);
  const rows = useMemo(
    () =>
      scorecardRows(taxonomy, columns, matches ? openedInFilter : opened, { selected: selectedFinding, calibrations, matches }),
    [taxonomy, columns, opened, openedInFilter, selectedFinding, calibrations, matches],
  );
  const aspects = useMemo(
    () => cellTree(taxonomy, columns, calibrations).flatMap(({ children }) => children),
    [taxonomy, columns, calibrations],
  );

  const [reached, setReached] = useState<ScoreTreeProps['reached']>(null);
  const openPath = (path: readonly string[], isOpen: (key: string) => void) => {
    for (const key of path) if (rows.find((row) => row.key === key)?.open !== true) isOpen(key);
  };
  const reachAspect = (aspect: string) => {
    const isHidden = !aspects.some(
      ({ node, children }) =>
        node.id === aspect && rows.some(({ key }) => key === aspect || children.some((part) => part.node.id === key)),
    );
    if (matches && isHidden) onFilter(SHOW_EVERYTHING);
    openPath(pathTo(taxonomy, aspect), (key) => open(key, true));
    setReached({ key: aspect });
  };
  // What is selected elsewhere comes into sight here, even below a row that was closed.
  useEffect(() => {
    const finding = selectedFinding === null ? null : rationaleOf(choice, selectedFinding);
    if (finding) openPath(pathTo(taxonomy, finding), (key) => open(key, true));
  }, [selectedFinding]);

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
        {onAnnotate && (
          <button type="button" class="link-button" title={STRINGS.annotateHelp} onClick={onAnnotate}>
            {STRINGS.annotate}
          </button>
        )}
      </header>
      {columns.length === 1 && choice && (
        <p class="overall">
          <Summary taxonomy={taxonomy} verdicts={choice.verdicts} calibrations={calibrations} />
          <Provenance verdicts={choice.verdicts} />
        </p>
      )}
      {columns.length > 1 &&
        columns.map(({ key, judge, verdicts }) => (
          <ShortSummary key={key} taxonomy={taxonomy} judge={judge} verdicts={verdicts} calibrations={calibrations} />
        ))}
      {everyChoice.length > 0 && <FilterBar filter={filter} judges={judges} count={count} onChange={onFilter} />}
      <OutdatedNote verdicts={columns.flatMap(({ verdicts }) => verdicts)} shotEdits={shotEdits} />
      {everyChoice.length === 0 && (
        <div class="scorecard-empty">
          <Icon name="checklist" class="large" />
          <p>
            <strong>{unusable ? STRINGS.cannotEvaluate : STRINGS.nothingJudged}</strong>
          </p>
          {!unusable && <p>{STRINGS.nothingJudgedHelp}</p>}
        </div>
      )}
      <div class="scorecard-scroll">
        {choice && <AspectBars aspects={aspects} onReach={reachAspect} />}
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
          reached={reached}
          onOpen={open}
          onObservation={onObservation}
          onInspect={onInspect}
        />
        <footer class="scorecard-foot">{STRINGS.taxonomyCounts(taxonomy)}</footer>
      </div>
    </section>
  );
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

/** The rationale of a finding by its id, or `null` when the scorecard does not hold it. */
function rationaleOf(choice: ScorecardChoice | undefined, finding: string): string | null {
  const verdict = choice?.verdicts.find(({ id }) => finding.startsWith(`${id}/`));
  return verdict ? (finding.slice(verdict.id.length + 1).split('/')[0] ?? null) : null;
}
