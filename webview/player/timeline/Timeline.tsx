import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Finding } from '../../../src/core/finding.ts';
import { NO_SHOT_EDITS, type ShotChange } from '../../../src/core/shotCorrections.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import { type FrameTable, frameAt, frameSpan } from '../../../src/core/time.ts';
import type { TraceChoice } from '../../../src/core/trace.ts';
import type { PlayerAnalysis, PlayerClip } from '../../../src/protocol/messages.ts';
import type { PlayerAction } from '../../../src/protocol/playerKeys.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { PlayerEngine } from '../engine.ts';
import { dragEdge, type InOut, rangeOf } from '../inOut.ts';
import type { ClipThumbnails } from '../thumbnails/useThumbnails.ts';
import { useEngineValue } from '../useEngineValue.ts';
import { useHeight, useWidth } from '../useWidth.ts';
import { CanvasLists } from './CanvasLists.tsx';
import type { Gesture } from './draw/scene.ts';
import { HoverCard } from './HoverCard.tsx';
import { MovingLayer } from './MovingLayer.tsx';
import { OverviewBar } from './OverviewBar.tsx';
import { Playhead } from './Playhead.tsx';
import { placeWords } from './placeWords.ts';
import { RangeEdges } from './RangeEdges.tsx';
import { timeScale } from './scale.ts';
import { moveTo, spanAround } from './shotCommands.ts';
import { HEAD_HEIGHT } from './sizes.ts';
import { snapTarget, snapTargets } from './snapping.ts';
import { firstAbove, spanIndex } from './spanIndex.ts';
import { TrackLabels } from './TrackLabels.tsx';
import { TrackNotes } from './TrackNotes.tsx';
import type { TimelineView } from './timelineView.ts';
import { useCanvas } from './useCanvas.ts';
import type { WantedTrace } from './useMeasurements.ts';
import { type Pointed, usePointer } from './usePointer.ts';
import { useScene } from './useScene.ts';
import { useShownThumbnails } from './useShownThumbnails.ts';
import { useZoom } from './useZoom.ts';

interface TimelineProps {
  readonly thumbnails: ClipThumbnails | null;
  readonly engine: PlayerEngine;
  readonly view: TimelineView;
  readonly clip: PlayerClip | null;
  readonly frames: FrameTable | null;
  readonly analysis: PlayerAnalysis | null;
  readonly taxonomy: Taxonomy;
  readonly findings: readonly Finding[];
  /** Ids of those that were found on other shots than there are now. */
  readonly outdated: ReadonlySet<string>;
  /** What to say where there are no findings. */
  readonly emptyNote: string;
  readonly choices: readonly TraceChoice[];
  readonly traces: readonly WantedTrace[];
  readonly onChooseTraces: (operators: readonly string[]) => void;
  readonly selected: string | null;
  readonly marks: InOut;
  readonly onMarks: (marks: InOut) => void;
  readonly onSelect: (finding: Finding) => void;
  /** Shows what stands behind a finding. */
  readonly onOpen: (finding: Finding) => void;
  readonly onCorrectShots: (change: ShotChange) => void;
  readonly onCommand: (command: PlayerAction) => void;
}

/** Overview, ruler, thumbnails, shots, waveform, measurements and one lane of findings per aspect, on one canvas under one playhead. */
export function Timeline(props: TimelineProps) {
  const { thumbnails, engine, view, clip, frames, analysis, taxonomy, findings, outdated, emptyNote, choices, traces } = props;
  const { onChooseTraces, selected, marks, onMarks, onSelect, onOpen, onCorrectShots, onCommand } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const gesture = useRef<Gesture>({ dragged: null });
  const latestRedraw = useRef<() => void>(() => {});
  const showPointed = useRef<(pointed: Pointed | null) => void>(() => {});
  const width = useWidth(area);
  const visibleHeight = useHeight(scroller);
  const known = useEngineValue(engine, (state) => state.duration);
  // A file that was damaged after it was judged still has its findings, and they their places in it.
  const duration = known > 0 ? known : Math.max(0, ...findings.map(({ span }) => span.end));
  useLayoutEffect(() => view.setDuration(duration), [view, duration]);
  const perSecond = useZoom(view, width);

  const range = rangeOf(marks, duration);
  const index = useMemo(() => spanIndex(findings), [findings]);
  const foundAt = (time: number, frame: number | null) =>
    index.between(time, frames && frame !== null ? frameSpan(frames, frame).end - 1e-6 : time);
  const currentIds = useEngineValue(engine, ({ time, frame }) =>
    foundAt(time, frame)
      .map(({ id }) => id)
      .join('\n'),
  );
  const current = useMemo(() => new Set(currentIds === '' ? [] : currentIds.split('\n')), [currentIds]);
  const sheets = thumbnails?.sheets ?? null;
  useShownThumbnails(thumbnails, { view, width }, latestRedraw);
  const soundKnown = clip !== null;
  const { scene, height } = useScene({
    duration,
    width,
    perSecond,
    analysis,
    soundKnown,
    taxonomy,
    findings,
    traces,
    selected,
    current,
    outdated,
    range,
    sheets,
  });
  const total = HEAD_HEIGHT + height;
  const shownHeight = Math.min(total, visibleHeight);
  latestRedraw.current = useCanvas(canvas, { view, scene, gesture, scroller, width, height: shownHeight });

  const snaps = useMemo(
    () => snapTargets([...scene.shots.map(({ start }) => start), ...findings.flatMap(({ span }) => [span.start, span.end])]),
    [scene.shots, findings],
  );
  const frameSpanAt = (time: number) => (frames ? frameSpan(frames, frameAt(frames, time)) : { start: time, end: time });
  const seek = (time: number) => {
    engine.pause();
    engine.seek(time);
  };
  const boundaryAt = (from: number, time: number): number => {
    const around = spanAround(scene.shots, from);
    if (!frames || !around) return time;
    const first = frameAt(frames, around.start) + 1;
    const last = frameAt(frames, around.end - 2e-6);
    return frames.times[Math.max(first, Math.min(frameAt(frames, time), last))] ?? time;
  };
  const moveBoundary = (from: number, to: number) => {
    const change = moveTo(scene.shots, from, to);
    if (change) onCorrectShots(change);
  };
  usePointer(area, scroller, {
    ...{ view, scene, width, snaps, gesture, redraw: latestRedraw.current, onSeek: seek, onSelect, onOpen },
    boundaryAt,
    onMoveBoundary: moveBoundary,
    onPoint: (pointed) => showPointed.current(pointed),
  });
  // What is chosen elsewhere comes into sight here.
  useEffect(() => {
    const chosen = findings.find(({ id }) => id === selected);
    if (chosen) view.reveal(chosen.span.start);
  }, [view, selected]);

  const dragMark = (edge: 'in' | 'out', time: number) => {
    const target = snapTarget(snaps, time, perSecond);
    // The frame before a cut is the last one of what ends there.
    const frame = frameSpanAt(target === null ? time : edge === 'out' ? target - 2e-6 : target);
    onMarks(dragEdge(marks, edge, frame, duration));
  };
  const nudgeEdge = (edge: 'in' | 'out', count: number) => {
    if (!frames || !range) return;
    const frame = edge === 'in' ? frameAt(frames, range.start) : frameAt(frames, range.end - 2e-6);
    const next = Math.min(Math.max(frame + count, 0), frames.times.length - 1);
    onMarks(dragEdge(marks, edge, frameSpan(frames, next), duration));
  };
  const nudgeBoundary = (boundary: number, count: number) => {
    if (!frames) return;
    const to = frames.times[frameAt(frames, boundary) + count];
    if (to !== undefined) moveBoundary(boundary, to);
  };
  const timeUnder = ({ clientX }: PointerEvent) =>
    timeScale(view.shown, width).timeOf(clientX - (area.current?.getBoundingClientRect().left ?? 0));
  const shotStarts = useMemo(() => Float64Array.from(scene.shots, ({ start }) => start), [scene.shots]);
  const currentShot = useEngineValue(engine, ({ time }) => firstAbove(shotStarts, time + 1e-6) - 1);
  const shotEdits = analysis?.shotEdits ?? NO_SHOT_EDITS;
  const unmeasured = new Set(traces.flatMap(({ operator, drawn }) => (drawn === null ? operator : [])));

  return (
    <section class="timeline" aria-label={STRINGS.timeline} ref={scroller}>
      <div class="timeline-body" style={{ height: `${total}px` }}>
        <TrackLabels
          {...{ engine, scene, taxonomy, choices, onChooseTraces, onCommand }}
          canMerge={currentShot > 0}
          canUndo={shotEdits.added.length + shotEdits.removed.length > 0}
          chosenTraces={traces.map(({ operator }) => operator)}
        />
        <div class="timeline-area" ref={area}>
          <canvas id="timeline-canvas" ref={canvas} class="timeline-canvas" style={{ height: `${shownHeight}px` }} />
          <TrackNotes {...{ scene, emptyNote, unmeasured }} />
          <div class="timeline-overlay">
            <OverviewBar view={view} />
            <CanvasLists
              {...{ view, width, duration, perSecond }}
              shots={{
                scene,
                current: currentShot,
                onReach: (time) => view.reveal(time),
                onSeek: seek,
                onNudge: nudgeBoundary,
                onMerge: (at) => onCorrectShots({ kind: 'merge', at }),
              }}
              findings={{ scene, onSelect, onReach: (time) => view.reveal(time) }}
            />
            <MovingLayer {...{ view, width, perSecond }}>
              {(xOf) => range && <RangeEdges {...{ range, duration, xOf, timeUnder }} onDrag={dragMark} onNudge={nudgeEdge} />}
            </MovingLayer>
            <Playhead {...{ engine, view, clip, width, duration }} />
          </div>
        </div>
      </div>
      <HoverCard
        show={showPointed}
        foundAt={(time) => index.between(time, time)}
        placeAt={({ time, hit }) => placeWords(scene, time, hit)}
        {...{ outdated, sheets, area, scroller }}
      />
    </section>
  );
}
