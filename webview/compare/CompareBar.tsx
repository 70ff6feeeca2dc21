import { type CommonTime, SYNC_MODES } from '../../src/core/comparison/commonTime.ts';
import type { TimeSpan } from '../../src/core/time.ts';
import type { CompareAction } from '../../src/protocol/compareKeys.ts';
import { KEY_MAP_WORDS } from '../ui/actionNames.ts';
import { IconButton } from '../ui/Button.tsx';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import { Dropdown } from '../ui/Dropdown.tsx';
import { FilmIcon, Icon } from '../ui/Icon.tsx';
import { withKey } from './compareKeyLabels.ts';
import { type CompareUi, GAINS, LAYOUTS, type Layout, SPEEDS } from './compareUiState.ts';
import { Position } from './Position.tsx';
import { RangeButtons } from './RangeButtons.tsx';
import type { SyncClock } from './syncClock.ts';
import { useSyncValue } from './useSyncValue.ts';

interface CompareBarProps {
  readonly sync: SyncClock;
  readonly common: CommonTime | null;
  readonly ui: CompareUi;
  /** From in to out point on common time, or `null`. */
  readonly range: TimeSpan | null;
  readonly layout: Layout;
  readonly clips: number;
  readonly shotsKnown: boolean;
  readonly blind: boolean;
  readonly annotating: boolean;
  readonly run: (action: CompareAction) => void;
  readonly change: (change: Partial<CompareUi>) => void;
}

const LAYOUT_ACTIONS = {
  side: 'showSideBySide',
  wipe: 'showWipe',
  difference: 'showDifference',
} as const satisfies Record<Layout, CompareAction>;

/** Playback of all clips, and how they are looked at. */
export function CompareBar(props: CompareBarProps) {
  const { sync, common, ui, range, layout, clips, shotsKnown, blind, annotating, run, change } = props;
  const playing = useSyncValue(sync, (state) => state.playing);
  const blindLabel = annotating ? WORDS.blindByAnnotating : withKey(blind ? WORDS.blindOff : WORDS.blind, 'toggleBlind');
  return (
    <div class="compare-bar">
      <Position sync={sync} common={common} range={range} />
      <div class="bar-row">
        <div class="bar-group" role="toolbar" aria-label={WORDS.playback}>
          <IconButton label={withKey(WORDS.previousFrame, 'previousFrame')} onClick={() => run('previousFrame')}>
            <FilmIcon name="previous-frame" />
          </IconButton>
          <IconButton
            class="play-button"
            label={withKey(playing ? WORDS.pause : WORDS.play, 'playPause')}
            disabled={common === null}
            onClick={() => run('playPause')}
          >
            <Icon name={playing ? 'debug-pause' : 'play'} />
          </IconButton>
          <IconButton label={withKey(WORDS.nextFrame, 'nextFrame')} onClick={() => run('nextFrame')}>
            <FilmIcon name="next-frame" />
          </IconButton>
          <Dropdown
            label={withKey(WORDS.speed, 'faster')}
            value={String(ui.rate)}
            options={SPEEDS.map((speed) => ({ value: String(speed), text: `${speed}×` }))}
            onChange={(value) => change({ rate: Number(value) })}
          />
        </div>
        <RangeButtons loop={ui.loop} hasRange={range !== null} disabled={common === null} run={run} />
        <fieldset class="bar-group segments">
          <legend class="visually-hidden">{WORDS.layout}</legend>
          {LAYOUTS.map((each) => {
            const missing = each !== 'side' && clips !== 2;
            const label = missing ? WORDS.twoOnly : withKey(WORDS.layouts[each], LAYOUT_ACTIONS[each]);
            return (
              <button
                type="button"
                key={each}
                class="segment"
                aria-pressed={layout === each}
                disabled={missing}
                title={label}
                onClick={() => run(LAYOUT_ACTIONS[each])}
              >
                {WORDS.layouts[each]}
              </button>
            );
          })}
        </fieldset>
        {layout === 'wipe' && (
          <input
            type="range"
            class="wipe-range"
            min="0"
            max="100"
            aria-label={WORDS.wipeAt}
            aria-valuetext={WORDS.wipeShare(ui.wipe)}
            title={WORDS.wipeAt}
            value={Math.round(ui.wipe * 100)}
            onInput={({ currentTarget }) => change({ wipe: Number(currentTarget.value) / 100 })}
          />
        )}
        {layout === 'difference' && (
          <Dropdown
            label={WORDS.gain}
            value={String(ui.gain)}
            options={GAINS.map((gain) => ({ value: String(gain), text: WORDS.gainTimes(gain) }))}
            onChange={(value) => change({ gain: Number(value) })}
          />
        )}
        <div class="bar-group bar-end">
          <Dropdown
            label={shotsKnown ? withKey(WORDS.sync, 'toggleSync') : WORDS.shotsUnknown}
            value={shotsKnown ? ui.sync : 'time'}
            options={(shotsKnown ? SYNC_MODES : (['time'] as const)).map((mode) => ({
              value: mode,
              text: WORDS.syncModes[mode],
            }))}
            onChange={() => run('toggleSync')}
          />
          <IconButton label={withKey(clips === 2 ? WORDS.swap : WORDS.turn, 'swapSides')} onClick={() => run('swapSides')}>
            <Icon name="arrow-swap" />
          </IconButton>
          <IconButton label={blindLabel} pressed={blind} disabled={annotating} onClick={() => run('toggleBlind')}>
            <Icon name={blind ? 'eye-closed' : 'eye'} />
          </IconButton>
          <IconButton label={withKey(KEY_MAP_WORDS.compare, 'showKeys')} onClick={() => run('showKeys')}>
            <Icon name="keyboard" />
          </IconButton>
        </div>
      </div>
    </div>
  );
}
