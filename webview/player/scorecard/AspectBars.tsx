import { formatPoints } from '../../../src/core/score.ts';
import { LIST_JOINT } from '../../ui/language.ts';
import { STRINGS } from '../../ui/strings.ts';
import { bandOf, ScoreMark } from './NodeContent.tsx';
import type { CellNode, NodeCell } from './nodeCells.ts';
import { scoreMark } from './scoreWords.ts';

interface AspectBarsProps {
  readonly aspects: readonly CellNode[];
  /** The user wants to see the aspect's row in the tree. */
  readonly onReach: (aspect: string) => void;
}

/** All aspects at a glance: a bar for each judge's score, over a thinner one for how much of the aspect it answered. */
export function AspectBars({ aspects, onReach }: AspectBarsProps) {
  return (
    <nav class="aspect-bars" aria-label={STRINGS.aspects}>
      {aspects.map(({ node, cells }) => (
        <button
          key={node.id}
          type="button"
          class="aspect"
          title={aspectWords(node.title, cells)}
          onClick={() => onReach(node.id)}
        >
          <span class="aspect-name" aria-hidden="true">
            {node.title}
          </span>
          <span class="aspect-judges" aria-hidden="true">
            {cells.map((cell) => (
              <AspectBar key={cell.judge} cell={cell} isAlone={cells.length === 1} />
            ))}
          </span>
          <span class="visually-hidden">{aspectWords(node.title, cells)}</span>
        </button>
      ))}
    </nav>
  );
}

function AspectBar({ cell: { score, shown }, isAlone }: { readonly cell: NodeCell; readonly isAlone: boolean }) {
  const { answered, asked } = score.coverage;
  const interval = shown?.status === 'calibrated' ? shown.interval : null;
  const percent = (share: number) => `${share * 100}%`;
  return (
    <span class={shown === null ? 'aspect-bar unjudged' : 'aspect-bar'}>
      <span class="bars">
        <span class={`bar-score ${shown ? bandOf(shown.value) : ''}`}>
          {shown && <span class="fill" style={{ width: percent(shown.value) }} />}
          {interval && (
            <span class="interval" style={{ left: percent(interval.low), width: percent(interval.high - interval.low) }} />
          )}
        </span>
        <span class="bar-coverage">
          <span class="fill" style={{ width: percent(asked === 0 ? 0 : answered / asked) }} />
        </span>
      </span>
      <span class="score">{shown ? formatPoints(shown.value) : '–'}</span>
      <span class="coverage">
        {answered}/{asked}
      </span>
      {isAlone && shown && <ScoreMark shown={shown} />}
      {isAlone && !shown && <span class="no-mark" />}
    </span>
  );
}

/** `Cinematography: 62, 8 of 19 answered. Uncalibrated, …`, with the judge's name where there are several. */
export function aspectWords(title: string, cells: readonly NodeCell[]): string {
  const words = ({ judge, score, shown }: NodeCell) => {
    const value = shown ? formatPoints(shown.value) : STRINGS.saidNothing;
    const said = [
      `${value}${LIST_JOINT}${STRINGS.coverage(score.coverage)}.`,
      ...(shown ? [scoreMark(shown).sentence] : []),
    ].join(' ');
    return cells.length > 1 ? STRINGS.judgeSays(judge, said) : said;
  };
  return `${title}: ${cells.map(words).join(' ')}`;
}
