import { useRef } from 'preact/hooks';
import { FINDING_SEVERITIES } from '../../../src/core/findingFilter.ts';
import { Icon } from '../../ui/Icon.tsx';
import { MenuButton, MenuItem } from '../../ui/MenuButton.tsx';
import { ANSWER_STATUSES, type ScorecardFilter, SHOW_EVERYTHING } from '../../ui/scorecardFilter.ts';
import { STRINGS } from '../../ui/strings.ts';
import { isFiltering } from './filter.ts';

interface FilterBarProps {
  readonly filter: ScorecardFilter;
  /** All who judged the clip. */
  readonly judges: readonly string[];
  /** `null` without a filter. */
  readonly count: { readonly shown: number; readonly hidden: number } | null;
  readonly onChange: (filter: ScorecardFilter) => void;
}

function toggled<T>(list: readonly T[], one: T): T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** What the scorecard shows: words to look for, and a menu of severities, statuses and judges. Tells what it hides. */
export function FilterBar({ filter, judges, count, onChange }: FilterBarProps) {
  const { text, severities, statuses } = filter;
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onChange(SHOW_EVERYTHING);
    input.current?.focus();
  };
  const chosen = severities.length + statuses.length + filter.judges.length;
  return (
    <search class="scorecard-filter">
      <div class="filter-controls">
        <input
          ref={input}
          type="text"
          class="filter-text"
          value={text}
          placeholder={STRINGS.filter.placeholder}
          aria-label={STRINGS.filter.text}
          maxLength={200}
          onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
          onKeyDown={({ key }) => key === 'Escape' && onChange({ ...filter, text: '' })}
        />
        <MenuButton label={STRINGS.filter.more(chosen)} icon={<Icon name={chosen > 0 ? 'filter-filled' : 'filter'} />}>
          {() => (
            <>
              <MenuHeading text={STRINGS.filter.severity} />
              {FINDING_SEVERITIES.map((severity) => (
                <MenuItem
                  key={severity}
                  text={STRINGS.severity[severity]}
                  checked={severities.includes(severity)}
                  onChoose={() => onChange({ ...filter, severities: toggled(severities, severity) })}
                />
              ))}
              <MenuHeading text={STRINGS.filter.status} />
              {ANSWER_STATUSES.map((status) => (
                <MenuItem
                  key={status}
                  text={STRINGS.filter.statuses[status]}
                  checked={statuses.includes(status)}
                  onChoose={() => onChange({ ...filter, statuses: toggled(statuses, status) })}
                />
              ))}
              {judges.length > 1 && <MenuHeading text={STRINGS.filter.judge} />}
              {judges.length > 1 &&
                judges.map((judge) => (
                  <MenuItem
                    key={judge}
                    text={judge}
                    checked={filter.judges.includes(judge)}
                    onChoose={() => onChange({ ...filter, judges: toggled(filter.judges, judge) })}
                  />
                ))}
            </>
          )}
        </MenuButton>
      </div>
      <div class="filter-note">
        <p role="status">{count && STRINGS.filter.count(count.shown, count.hidden)}</p>
        {isFiltering(filter) && (
          <button type="button" class="link-button" onClick={clear}>
            {STRINGS.filter.clear}
          </button>
        )}
      </div>
    </search>
  );
}

function MenuHeading({ text }: { readonly text: string }) {
  return (
    <div class="menu-heading" role="presentation">
      {text}
    </div>
  );
}
