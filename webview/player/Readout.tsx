import { formatTime, spanLength, type TimeSpan } from '../../src/core/time.ts';
import type { PlayerClip } from '../../src/protocol/messages.ts';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';
import { timecodeOf } from './timecode.ts';
import { useEngineValue } from './useEngineValue.ts';

interface ReadoutProps {
  readonly engine: PlayerEngine;
  readonly clip: PlayerClip | null;
  readonly range: TimeSpan | null;
}

/** Where the playhead stands: timecode, time of length, frame of the last one; and the in/out range. */
export function Readout({ engine, clip, range }: ReadoutProps) {
  const time = useEngineValue(engine, (state) => state.time);
  const frame = useEngineValue(engine, (state) => state.frame);
  const duration = useEngineValue(engine, (state) => state.duration);
  return (
    <div class="readout">
      <span class="timecode" title={STRINGS.timecode}>
        {clip && frame !== null ? timecodeAt(clip, frame, time) : '--:--:--:--'}
      </span>
      <span class="readout-detail">
        <span title={STRINGS.time} class="time">
          {formatTime(time)}
          <span class="dim"> / {duration > 0 ? formatTime(duration) : '–'}</span>
        </span>
        <span title={STRINGS.frame} class="frame-number">
          {clip && frame !== null ? STRINGS.frameOf(frame, clip.frameTimes.length - 1) : STRINGS.unknownFrame}
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

/** Timecode counts frames where they are evenly spaced; otherwise it is clip time written in nominal frames. */
export function timecodeAt({ video }: PlayerClip, frame: number, time: number): string {
  const { numerator, denominator } = video.frameRate;
  return timecodeOf(video.variableFrameRate ? Math.floor((time * numerator) / denominator + 1e-6) : frame, video.frameRate);
}
