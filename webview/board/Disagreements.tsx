import type { Disagreement } from '../../src/core/disagreements.ts';
import { formatTime } from '../../src/core/time.ts';
import { BOARD_STRINGS } from '../ui/boardStrings.ts';

interface DisagreementsProps {
  readonly disagreements: readonly Disagreement[];
  /** By its place in the list. */
  readonly onOpen: (index: number) => void;
}

/** Where the answers lie farthest apart, worst first; each one a click from its frame. */
export function Disagreements({ disagreements, onOpen }: DisagreementsProps) {
  return (
    <section aria-labelledby="disagreements">
      <h2 id="disagreements">{BOARD_STRINGS.disagreements}</h2>
      {disagreements.length === 0 ? (
        <p class="empty">{BOARD_STRINGS.noDisagreements}</p>
      ) : (
        <ol class="disagreements">
          {disagreements.map((disagreement, index) => (
            <li key={`${disagreement.clip.hash} ${disagreement.subject}`}>
              <button type="button" title={BOARD_STRINGS.disagreementsHelp} onClick={() => onOpen(index)}>
                <span class="place">
                  <span class="clip-name">{disagreement.clip.path}</span> <span class="dim">{spanText(disagreement)}</span>
                </span>
                <span class="question">{disagreement.question}</span>
                <span class="said">
                  {saidOf(disagreement).map(([who, score]) => (
                    <span key={who}>{BOARD_STRINGS.says(who, Math.round(100 * score))}</span>
                  ))}
                  <span class="dim">{BOARD_STRINGS.apart(Math.round(100 * disagreement.distance))}</span>
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function spanText({ span }: Disagreement): string {
  return span === null ? BOARD_STRINGS.wholeClip : `${formatTime(span.start)}–${formatTime(span.end)}`;
}

function saidOf({ judge, raters }: Disagreement): (readonly [string, number])[] {
  return [...(judge === null ? [] : [[BOARD_STRINGS.theJudge, judge] as const]), ...Object.entries(raters)];
}
