import { useEffect, useMemo, useState } from 'preact/hooks';
import { legible } from '../../../src/core/legible.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { PlayerActivity } from '../../../src/protocol/messages.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { type ActivityLine, activityKey, activityLines } from './activityList.ts';

interface JudgingPanelProps {
  readonly taxonomy: Taxonomy;
  readonly activities: readonly PlayerActivity[];
  readonly onCancel: (dimensions: readonly string[]) => void;
  readonly onCancelAll: () => void;
}

const NOTHING: ReadonlySet<string> = new Set();

/** What judges are doing right now, with the reasoning as it arrives. Takes neither the focus nor the room of the picture. */
export function JudgingPanel({ taxonomy, activities, onCancel, onCancelAll }: JudgingPanelProps) {
  const [cancelled, setCancelled] = useState(NOTHING);
  const lines = useMemo(() => activityLines(taxonomy, activities, cancelled), [taxonomy, activities, cancelled]);
  const isIdle = activities.length === 0;
  useEffect(() => {
    // What was cancelled may be wanted again in the next evaluation.
    if (isIdle) setCancelled(NOTHING);
  }, [isIdle]);
  const judges = [...new Set(lines.map(({ judge }) => judge))];
  const count = lines.reduce((sum, { dimensions }) => sum + dimensions.length, 0);
  const cancel = ({ key, dimensions }: ActivityLine) => {
    setCancelled(new Set([...cancelled, key]));
    onCancel(dimensions);
  };
  return (
    <>
      {/* Spoken when the number changes, which is seldom; the words of the reasoning are not. */}
      <p class="visually-hidden" role="status">
        {count > 0 ? STRINGS.dimensionsLeft(count) : ''}
      </p>
      {lines.length > 0 && (
        <section class="judging" aria-label={STRINGS.judging}>
          <header class="judging-header">
            <h2>{STRINGS.judging}</h2>
            <span class="dim">
              {judges.join(', ')} · {STRINGS.toGo(count)}
            </span>
            <button
              type="button"
              class="link-button"
              onClick={() => {
                setCancelled(new Set(activities.map(activityKey)));
                onCancelAll();
              }}
            >
              {STRINGS.cancelAll}
            </button>
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
          <ul class="judging-list" tabIndex={0} aria-label={STRINGS.judging}>
            {lines.map((line) => (
              <li key={line.key} class={`judging-line ${line.stage}`}>
                <div class="judging-head">
                  <span class="judging-title" title={line.title}>
                    {line.title}
                  </span>
                  <span class="judging-stage">
                    {STRINGS.stage[line.stage]}
                    {line.fraction !== null && ` ${STRINGS.percent(line.fraction)}`}
                  </span>
                  <IconButton label={STRINGS.cancelDimension(line.title)} onClick={() => cancel(line)}>
                    <Icon name="close" />
                  </IconButton>
                </div>
                {line.reasoning !== '' && (
                  <div class="judging-reasoning">
                    <p>{legible(line.reasoning)}</p>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
