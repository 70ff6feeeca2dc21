import type { CompareAction } from '../../src/protocol/compareKeys.ts';
import { IconButton } from '../ui/Button.tsx';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import { FilmIcon } from '../ui/Icon.tsx';
import type { Loop } from '../ui/uiState.ts';
import { withKey } from './compareKeyLabels.ts';

interface RangeButtonsProps {
  readonly loop: Loop;
  readonly hasRange: boolean;
  readonly disabled: boolean;
  readonly run: (action: CompareAction) => void;
}

/** In and out points on common time, and what is looped. */
export function RangeButtons({ loop, hasRange, disabled, run }: RangeButtonsProps) {
  const looped = loop === 'clip' ? 'loopClip' : 'loopRange';
  return (
    <div class="bar-group">
      <IconButton label={withKey(WORDS.setIn, 'setIn')} disabled={disabled} onClick={() => run('setIn')}>
        <FilmIcon name="set-in" />
      </IconButton>
      <IconButton label={withKey(WORDS.setOut, 'setOut')} disabled={disabled} onClick={() => run('setOut')}>
        <FilmIcon name="set-out" />
      </IconButton>
      <IconButton label={withKey(WORDS.clearRange, 'clearRange')} disabled={!hasRange} onClick={() => run('clearRange')}>
        <FilmIcon name="clear-range" />
      </IconButton>
      <IconButton
        label={withKey(WORDS.loop[loop], looped)}
        pressed={loop !== 'off'}
        disabled={disabled}
        class={loop === 'off' ? '' : 'is-on'}
        onClick={() => run(looped)}
      >
        <FilmIcon name="loop" />
      </IconButton>
    </div>
  );
}
