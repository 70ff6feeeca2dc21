import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../../src/core/finding.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { type FrameTable, formatTime, frameAt, frameSpan } from '../../../src/core/time.ts';
import type { DrawnTrace } from '../../../src/core/trace.ts';
import type { PlayerAnalysis, PlayerClip } from '../../../src/protocol/messages.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { PlayerEngine } from '../engine.ts';
import { findingsAt } from '../findingNavigation.ts';
import { dragEdge, type InOut, rangeOf } from '../inOut.ts';
import { useEngineValue } from '../useEngineValue.ts';
import { useWidth } from '../useWidth.ts';
import { FindingLane, LANE_ROW, laneHeight } from './FindingLanes.tsx';
import { layoutLanes } from './lanes.ts';
import { Playhead } from './Playhead.tsx';
import { OutsideRange, RangeOverlay } from './RangeOverlay.tsx';
import { timeScale } from './scale.ts';
import { TraceDropdown, TraceTrack, TraceValue } from './TraceTrack.tsx';
import { Filmstrip, RulerTicks, ShotsTrack, WaveformTrack } from './tracks.tsx';

interface TimelineProps {
  readonly engine: PlayerEngine;
  readonly clip: PlayerClip | null;
  readonly frames: FrameTable | null;
  readonly analysis: PlayerAnalysis | null;
  readonly taxonomy: Taxonomy;
  readonly findings: readonly Finding[];
  /** What to say where there are no findings. */
  readonly emptyNote: string;
  /** What the chosen operator measured; `null` when there is nothing of it in this clip, `undefined` while it is on its way. */
  readonly trace: DrawnTrace | null | undefined;
  /** Operator id; empty for none. */
  readonly chosenTrace: string;
  readonly onChooseTrace: (operator: string) => void;
  readonly selected: string | null;
  readonly marks: InOut;
  readonly onMarks: (marks: InOut) => void;
  readonly onSelect: (finding: Finding) => void;
}

/** Ruler, thumbnails, shots, waveform and one lane of findings per aspect, all on one time scale under one playhead. */
export function Timeline(props: TimelineProps) {
  const { engine, clip, frames, analysis, taxonomy, findings, emptyNote, selected, marks, onMarks, onSelect } = props;
  const { trace, chosenTrace, onChooseTrace } = props;
  const tracks = useRef<HTMLDivElement>(null);
  const width = useWidth(tracks);
  const known = useEngineValue(engine, (state) => state.duration);
  // A file that was damaged after it was judged still has its findings, and they their places in it.
  const duration = known > 0 ? known : Math.max(0, ...findings.map(({ span }) => span.end));
  const scale = useMemo(() => timeScale(duration, width), [duration, width]);
  const lanes = useMemo(
    () => layoutLanes(taxonomy, findings, scale, { minimumWidth: LANE_ROW, gap: 2 }),
    [taxonomy, findings, scale],
  );
  const currentIds = useEngineValue(engine, ({ time, frame }) =>
    findingsAt(findings, time, frames && frame !== null ? frameSpan(frames, frame).end - time - 1e-6 : 0).join('\n'),
  );
  const current = useMemo(() => new Set(currentIds.split('\n')), [currentIds]);
  const [pointed, setPointed] = useState<number | null>(null);
  const range = rangeOf(marks, duration);

  const timeUnder = ({ clientX }: PointerEvent) => scale.timeOf(clientX - (tracks.current?.getBoundingClientRect().left ?? 0));
  const isOnTracks = ({ clientX, target }: PointerEvent) =>
    clientX >= (tracks.current?.getBoundingClientRect().left ?? 0) &&
    !(target instanceof Element && target.closest('[data-finding]'));
  const spanAt = (time: number) => (frames ? frameSpan(frames, frameAt(frames, time)) : { start: time, end: time });
  const nudge = (edge: 'in' | 'out', count: number) => {
    if (!frames || !range) return;
    const frame = edge === 'in' ? frameAt(frames, range.start) : frameAt(frames, range.end - 2e-6);
    const next = Math.min(Math.max(frame + count, 0), frames.times.length - 1);
    onMarks(dragEdge(marks, edge, frameSpan(frames, next), duration));
  };

  return (
    <section class="timeline" aria-label={STRINGS.timeline}>
      <div
        class="tracks"
        onPointerDown={(event) => {
          if (event.button !== 0 || !isOnTracks(event)) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          engine.pause();
          engine.seek(timeUnder(event));
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) engine.seek(timeUnder(event));
          setPointed(isOnTracks(event) ? timeUnder(event) : null);
        }}
        onPointerLeave={() => setPointed(null)}
      >
        <Track label="" class="ruler">
          <RulerTicks scale={scale} />
        </Track>
        {analysis && (
          <Track label="" class="filmstrip-track">
            <Filmstrip thumbnails={analysis.thumbnails} scale={scale} />
            {range && <OutsideRange range={range} scale={scale} />}
          </Track>
        )}
        {analysis && (
          <Track label={STRINGS.shots} count={analysis.shots.length} class="shots-track">
            <ShotsTrack analysis={analysis} scale={scale} />
          </Track>
        )}
        {analysis && clip?.audio !== undefined && (
          <Track label={STRINGS.sound} class={analysis.waveform ? 'waveform-track' : 'empty-track'}>
            {analysis.waveform ? <WaveformTrack waveform={analysis.waveform} scale={scale} /> : STRINGS.noSound}
          </Track>
        )}
        {analysis && analysis.traces.length > 0 && (
          <Track
            label={
              <>
                <TraceDropdown choices={analysis.traces} chosen={chosenTrace} onChoose={onChooseTrace} />
                {trace && <TraceValue engine={engine} trace={trace} />}
              </>
            }
            class={chosenTrace === '' ? 'trace-track closed' : 'trace-track'}
          >
            {chosenTrace !== '' && <TraceTrack trace={trace} scale={scale} />}
          </Track>
        )}
        {lanes.map((lane) => (
          <Track
            key={lane.aspect.id}
            label={lane.aspect.title}
            count={lane.findings.length}
            class="lane-track"
            height={laneHeight(lane)}
          >
            <FindingLane lane={lane} selected={selected} current={current} onSelect={onSelect} />
          </Track>
        ))}
        {lanes.length === 0 && (
          <Track label={STRINGS.findings} class="empty-track">
            {emptyNote}
          </Track>
        )}
        <div class="track-overlay" ref={tracks}>
          {range && (
            <RangeOverlay
              range={range}
              scale={scale}
              timeUnder={timeUnder}
              onDrag={(edge, time) => {
                engine.seek(time);
                onMarks(dragEdge(marks, edge, spanAt(time), duration));
              }}
              onNudge={nudge}
            />
          )}
          {pointed !== null && <Pointed x={scale.xOf(pointed)} width={width} time={pointed} />}
          <Playhead engine={engine} clip={clip} scale={scale} />
        </div>
      </div>
    </section>
  );
}

interface TrackProps {
  readonly label: ComponentChildren;
  readonly count?: number;
  readonly class: string;
  readonly height?: number;
  readonly children: ComponentChildren;
}

function Track({ label, count, class: className, height, children }: TrackProps) {
  return (
    <div class={`track ${className}`} style={height === undefined ? undefined : { height: `${height}px` }}>
      <div class="track-label" title={typeof label === 'string' ? label : undefined}>
        {typeof label === 'string' ? <span class="track-name">{label}</span> : label}
        {count !== undefined && <span class="track-count">{count}</span>}
      </div>
      <div class="track-content">{children}</div>
    </div>
  );
}

/** The time under the pointer. */
function Pointed({ x, width, time }: { readonly x: number; readonly width: number; readonly time: number }) {
  return (
    <span class={`pointed${x > width - 64 ? ' flipped' : ''}`} style={{ transform: `translateX(${x}px)` }} aria-hidden="true">
      <span class="pointed-time">{formatTime(time)}</span>
    </span>
  );
}
