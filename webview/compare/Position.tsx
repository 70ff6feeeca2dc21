import type { CommonTime } from '../../src/core/comparison/commonTime.ts';
import { formatTime, type TimeSpan } from '../../src/core/time.ts';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import type { SyncClock } from './syncClock.ts';
import { useSyncValue } from './useSyncValue.ts';

interface PositionProps {
  readonly sync: SyncClock;
  readonly common: CommonTime | null;
  /** From in to out point, or `null`. */
  readonly range: TimeSpan | null;
}

/** Where all clips are, and the way to any other place. Arrows go by frames, Page Up and Page Down by seconds. */
export function Position({ sync, common, range }: PositionProps) {
  const moment = useSyncValue(sync, (state) => state.moment);
  const end = common?.end ?? 0;
  const time = WORDS.ofLength(formatTime(moment), formatTime(end));
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => sync.step(-1),
    ArrowDown: () => sync.step(-1),
    ArrowRight: () => sync.step(1),
    ArrowUp: () => sync.step(1),
    PageDown: () => sync.skip(-1),
    PageUp: () => sync.skip(1),
    Home: () => sync.seek(0),
    End: () => sync.goToEnd(),
  };
  return (
    <div class="position-row">
      <span class="position-track">
        {range && end > 0 && (
          <span class="position-range" style={{ '--from': range.start / end, '--to': Math.min(1, range.end / end) }} />
        )}
        <input
          type="range"
          class="position"
          style={{ '--at': end > 0 ? Math.min(1, moment / end) : 0 }}
          min="0"
          max={Math.max(end, 0.001)}
          step="any"
          disabled={common === null}
          aria-label={WORDS.position}
          aria-valuetext={range ? `${time}, ${WORDS.inToOut(formatTime(range.start), formatTime(range.end))}` : time}
          value={moment}
          onInput={({ currentTarget }) => sync.seek(Number(currentTarget.value))}
          onKeyDown={(event) => {
            const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
            if (!move) return;
            event.preventDefault();
            move();
          }}
        />
      </span>
      <span class="position-time">{time}</span>
    </div>
  );
}
