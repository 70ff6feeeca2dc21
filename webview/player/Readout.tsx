import { formatTime, spanLength, type TimeSpan } from '../../src/core/time.ts';
import type { PlayerClip } from '../../src/protocol/messages.ts';
import { withKey } from '../ui/keyLabels.ts';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';
import { TypedField } from './TypedField.tsx';
import { countedFrame, timecodeOf } from './timecode.ts';
import { frameTyped, type PlaceUnit } from './typedPlace.ts';
import { useEngineValue } from './useEngineValue.ts';

interface ReadoutProps {
  readonly engine: PlayerEngine;
  readonly clip: PlayerClip | null;
  readonly range: TimeSpan | null;
  /** What is being typed at the moment. */
  readonly typing: PlaceUnit | null;
  readonly onType: (unit: PlaceUnit | null) => void;
}

/** Where the playhead stands: timecode, time of length, frame of the last one, each to be typed; and the in/out range. */
export function Readout({ engine, clip, range, typing, onType }: ReadoutProps) {
  const time = useEngineValue(engine, (state) => state.time);
  const frame = useEngineValue(engine, (state) => state.frame);
  const duration = useEngineValue(engine, (state) => state.duration);
  const place = clip && frame !== null ? { clip, frame } : null;
  const goTo = (unit: PlaceUnit) => (text: string) => {
    if (!place) return false;
    const { frameTimes: times, framesEnd: end, video } = place.clip;
    const counting = { table: { times, end }, rate: video.frameRate, variable: video.variableFrameRate };
    const wanted = frameTyped(text, unit, counting, place.frame);
    if (wanted === null) return false;
    engine.pause();
    engine.seekFrame(wanted);
    return true;
  };
  const field = (unit: PlaceUnit, value: string) => ({
    value,
    hint: STRINGS.typedLike,
    disabled: place === null,
    typing: typing === unit,
    onStart: () => onType(unit),
    onEnd: () => onType(null),
    onEnter: goTo(unit),
  });
  const last = clip ? clip.frameTimes.length - 1 : 0;
  const timecode = place ? timecodeAt(place.clip, place.frame, time) : '--:--:--:--';
  return (
    <div class="readout">
      <TypedField label={withKey(STRINGS.typeTimecode, 'goToTime')} class="timecode" {...field('timecode', timecode)} />
      <span class="readout-detail">
        <span class="time">
          <TypedField label={STRINGS.typeTime} {...field('time', formatTime(time))} />
          <span class="dim"> / {duration > 0 ? formatTime(duration) : '–'}</span>
        </span>
        <span class="frame-number">
          {place ? (
            <>
              {STRINGS.frameOf.before}
              <TypedField label={STRINGS.typeFrame} {...field('frame', String(place.frame))} />
              {STRINGS.frameOf.after(last)}
            </>
          ) : (
            STRINGS.unknownFrame
          )}
        </span>
      </span>
      {range && (
        <span class="readout-detail range-readout" title={STRINGS.range}>
          <span>
            {formatTime(range.start)}–{formatTime(range.end)}
          </span>
          <span class="dim">{STRINGS.rangeLength(formatTime(spanLength(range)))}</span>
        </span>
      )}
    </div>
  );
}

/** The timecode of frame `frame`, which appears at clip time `time`. */
export function timecodeAt({ video }: PlayerClip, frame: number, time: number): string {
  return timecodeOf(countedFrame(video.frameRate, video.variableFrameRate, frame, time), video.frameRate);
}
