import type { DimensionRow, ScoreComparison, ScoreRow, SideScore } from '../../src/core/comparison/compareScores.ts';
import { formatPoints } from '../../src/core/score.ts';
import { isScrollKey } from '../player/keys.ts';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import { Dropdown } from '../ui/Dropdown.tsx';
import { higherWords, leaders } from './differenceWords.ts';
import { letterOf } from './letters.ts';

type NamedComparison = ScoreComparison & { readonly judgeTitle: string };

interface ScoreTablesProps {
  readonly scores: readonly NamedComparison[];
  /** How many clips are compared. */
  readonly clips: number;
  readonly blind: boolean;
  /** Id of the judge that was chosen; whoever judged most when there is no such judge. */
  readonly judge: string;
  readonly onJudge: (judge: string) => void;
}

/** The scores of one judge side by side, the differences that matter first. */
export function ScoreTables({ scores, clips, blind, judge, onJudge }: ScoreTablesProps) {
  const shown = scores.find((each) => each.judge === judge) ?? scores[0];
  const calibrated = shown?.dimensions.some((row) => row.scores.some((score) => score?.calibrated)) ?? false;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard.
    <section class="scores" aria-label={WORDS.scores} tabIndex={0} onKeyDown={scrollByKey}>
      {!shown && <p class="scores-note">{blind ? WORDS.blindScores : WORDS.noScores}</p>}
      {shown && (
        <>
          <div class="scores-head">
            {scores.length > 1 ? (
              <Dropdown
                label={WORDS.judge}
                value={shown.judge}
                options={scores.map((each) => ({
                  value: each.judge,
                  text: WORDS.judgeOption(each.judgeTitle, each.clips, clips),
                }))}
                onChange={onJudge}
              />
            ) : (
              <span>{WORDS.judgeOption(shown.judgeTitle, shown.clips, clips)}</span>
            )}
            <p class="dim legend">{calibrated ? WORDS.legend.calibrated : WORDS.legend.raw}</p>
          </div>
          <table class="score-table">
            <caption class="visually-hidden">{WORDS.differences}</caption>
            <Head clips={clips} />
            <tbody>
              {shown.dimensions.map((row) => (
                <DimensionScores key={row.id} row={row} />
              ))}
            </tbody>
            <tbody>
              <tr>
                <th scope="rowgroup" class="group" colSpan={clips + 2}>
                  {WORDS.aspects}
                </th>
              </tr>
              {shown.aspects.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.title}</th>
                  <Scores row={row} />
                  <td />
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

/** Keys by which a box scrolls stay with it; the space bar goes on playing. */
function scrollByKey(event: KeyboardEvent): void {
  if (isScrollKey(event) && event.key !== ' ') event.stopPropagation();
}

function Head({ clips }: { readonly clips: number }) {
  return (
    <thead>
      <tr>
        <th scope="col">{WORDS.dimension}</th>
        {Array.from({ length: clips }, (_, index) => (
          <th scope="col" key={letterOf(index)}>
            {letterOf(index)}
          </th>
        ))}
        <th scope="col">{WORDS.difference}</th>
      </tr>
    </thead>
  );
}

function DimensionScores({ row }: { readonly row: DimensionRow }) {
  const { kind } = row.difference;
  const higher = higherWords(row);
  const isNone = kind === 'inside' || kind === 'equal';
  return (
    <tr class={`difference-${kind}`}>
      <th scope="row">
        {row.title}
        <span class="dim row-aspect">{row.aspect}</span>
      </th>
      <Scores row={row} leading={leaders(row)} />
      <td>
        {higher !== '' && <strong class="points">{higher}</strong>}
        {isNone && <span class="points">{WORDS.none}</span>}
        <span class="dim why">{row.otherVersions ? WORDS.otherVersions : WORDS.kind[kind]}</span>
      </td>
    </tr>
  );
}

function Scores({ row, leading = [] }: { readonly row: ScoreRow; readonly leading?: readonly number[] }) {
  return row.scores.map((score, index) => (
    <td key={letterOf(index)} class={leading.includes(index) ? 'higher' : ''}>
      {score ? <OneScore score={score} /> : <span class="dim">{WORDS.notJudged}</span>}
    </td>
  ));
}

function OneScore({ score: { value, interval, coverage } }: { readonly score: SideScore }) {
  return (
    <span title={WORDS.coverage(coverage.answered, coverage.asked)}>
      <span class="points">{formatPoints(value)}</span>
      {interval && <span class="dim interval">{WORDS.interval(formatPoints(interval.low), formatPoints(interval.high))}</span>}
      <span class="dim asked">{`${coverage.answered}/${coverage.asked}`}</span>
    </span>
  );
}
