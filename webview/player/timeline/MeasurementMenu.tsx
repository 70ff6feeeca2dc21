import { useId, useMemo } from 'preact/hooks';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { aspectsOf } from '../../../src/core/taxonomy/walk.ts';
import type { TraceChoice } from '../../../src/core/trace.ts';
import { STRINGS } from '../../ui/strings.ts';

interface MeasurementMenuProps {
  readonly taxonomy: Taxonomy;
  /** What this clip has. */
  readonly choices: readonly TraceChoice[];
  /** Operator ids. */
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** Chooses which measurements the timeline draws: those that the clip has, by aspect. */
export function MeasurementMenu({ taxonomy, choices, chosen, onChoose }: MeasurementMenuProps) {
  const id = useId();
  const groups = useMemo(() => {
    const byAspect = Map.groupBy(choices, ({ aspect }) => aspect);
    return aspectsOf(taxonomy).flatMap(({ id: aspect, title }) => {
      const own = byAspect.get(aspect);
      return own ? [{ title, own }] : [];
    });
  }, [taxonomy, choices]);
  const toggle = (operator: string) =>
    onChoose(chosen.includes(operator) ? chosen.filter((one) => one !== operator) : [...chosen, operator]);
  return (
    <>
      <button type="button" class="measurement-button" popovertarget={id}>
        {STRINGS.measurements}
      </button>
      <div id={id} class="measurement-menu" popover="auto" role="dialog" aria-label={STRINGS.measurements}>
        {groups.map(({ title, own }) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            {own.map(({ operator, title: name, unit }) => (
              <label key={operator} title={unit}>
                <input type="checkbox" checked={chosen.includes(operator)} onChange={() => toggle(operator)} /> {name}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </>
  );
}
