import type { RefObject } from 'preact';
import { useCallback, useRef } from 'preact/hooks';
import type { Finding } from '../../src/core/finding.ts';
import type { Shot } from '../../src/core/signals.ts';
import { type FrameTable, frameSpan } from '../../src/core/time.ts';
import type { PlayerAction } from '../../src/protocol/playerKeys.ts';
import type { Loop, Overlay } from '../ui/uiState.ts';
import { ArrowStep } from './arrowStep.ts';
import type { PlayerEngine } from './engine.ts';
import { neighbourFinding } from './findingNavigation.ts';
import { type InOut, NO_RANGE, rangeOf, withIn, withOut } from './inOut.ts';
import type { PictureHandle } from './picture/PictureStage.tsx';
import { ZOOM_STEP } from './picture/pictureView.ts';
import { neighbourSpeed, shuttled } from './shuttle.ts';
import type { TimelineAction } from './timeline/timelineCommands.ts';

/** What commands act on besides the engine. */
export interface CommandContext {
  readonly frames: FrameTable | null;
  readonly findings: readonly Finding[];
  readonly shots: readonly Shot[];
  readonly selectedFinding: string | null;
  readonly marks: InOut;
  readonly setMarks: (marks: InOut) => void;
  readonly select: (finding: Finding) => void;
  readonly toggleLoop: (loop: Exclude<Loop, 'off'>) => void;
  readonly toggleOverlay: (overlay: Overlay) => void;
  readonly picture: RefObject<PictureHandle | null>;
  /** Lets the place to go to be typed. */
  readonly typePlace: () => void;
  readonly showKeys: () => void;
  readonly captureFrame: (frame: number) => void;
  readonly openNeighbour: (direction: 1 | -1) => void;
  /** What the timeline does. */
  readonly timeline: (action: TimelineAction) => void;
}

/** One step of the volume keys; volume is 0…1. */
const VOLUME_STEP = 0.1;
/** Seconds by which a time just before a border is asked for. */
const JUST_BEFORE = 2e-6;

/** Runs whatever a key, a button or VS Code asks of the player. The function stays the same for the page's life. */
export function useCommands(engine: PlayerEngine, context: CommandContext): (command: PlayerAction) => void {
  const latest = useRef(context);
  latest.current = context;
  const arrows = useRef(new ArrowStep());
  return useCallback(
    (command) => {
      const actions = { ...transportActions(engine, arrows.current), ...pageActions(engine, latest.current) };
      actions[command]();
    },
    [engine],
  );
}

type Actions = Readonly<Record<PlayerAction, () => void>>;
type TransportAction =
  | 'playPause'
  | 'playPauseAtSpeed'
  | `shuttle${'Back' | 'Forward'}${'' | 'More'}`
  | 'slower'
  | 'faster'
  | `${'previous' | 'next'}Frame`
  | `second${'Back' | 'Forward'}`
  | `goTo${'Start' | 'End'}`
  | 'toggleMute'
  | `volume${'Up' | 'Down'}`;

function transportActions(engine: PlayerEngine, arrows: ArrowStep): Pick<Actions, TransportAction> {
  const { time, rate, volume, muted, playing, backward } = engine.state;
  const shuttle = (direction: 1 | -1, rungs: number) => {
    const speed = shuttled(playing ? (backward ? -rate : rate) : 0, direction, rungs);
    engine.setRate(Math.abs(speed));
    if (speed < 0) {
      if (!backward) engine.playBackward();
    } else if (!playing || backward) void engine.play();
  };
  const move = (direction: 1 | -1) => engine.seek(time + arrows.press(direction, performance.now()));
  const louder = (by: number) => engine.setSound(Math.min(1, Math.max(0, Math.round((volume + by) * 10) / 10)), false);
  return {
    playPause: () => {
      if (!playing) engine.setRate(1);
      void engine.playPause();
    },
    playPauseAtSpeed: () => void engine.playPause(),
    shuttleBack: () => shuttle(-1, 1),
    shuttleForward: () => shuttle(1, 1),
    shuttleBackMore: () => shuttle(-1, 2),
    shuttleForwardMore: () => shuttle(1, 2),
    slower: () => engine.setRate(neighbourSpeed(rate, -1)),
    faster: () => engine.setRate(neighbourSpeed(rate, 1)),
    nextFrame: () => engine.step(1),
    previousFrame: () => engine.step(-1),
    secondBack: () => move(-1),
    secondForward: () => move(1),
    goToStart: () => engine.goToStart(),
    goToEnd: () => engine.goToEnd(),
    toggleMute: () => engine.setSound(volume, !muted),
    volumeUp: () => louder(VOLUME_STEP),
    volumeDown: () => louder(-VOLUME_STEP),
  };
}

function pageActions(engine: PlayerEngine, context: CommandContext): Omit<Actions, TransportAction> {
  const { frames, findings, shots, selectedFinding, marks, setMarks, select, toggleLoop, toggleOverlay, picture } = context;
  const { time, frame, duration } = engine.state;
  const shown = frames && frame !== null ? frameSpan(frames, frame) : null;
  const goToFinding = (direction: 1 | -1) => {
    const tolerance = shown ? shown.end - shown.start - 1e-6 : 0;
    const finding = neighbourFinding(findings, selectedFinding, time, tolerance, direction);
    if (finding) select(finding);
  };
  return {
    nextFinding: () => goToFinding(1),
    previousFinding: () => goToFinding(-1),
    nextShot: () => engine.seek(shots.find(({ start }) => start > time + JUST_BEFORE)?.start ?? duration),
    // The frame that a shot begins with may begin before it.
    previousShot: () => engine.seek(shots.findLast(({ start }) => start < (shown?.start ?? time) - JUST_BEFORE)?.start ?? 0),
    setIn: () => shown && setMarks(withIn(marks, shown.start)),
    setOut: () => shown && setMarks(withOut(marks, shown.end)),
    clearRange: () => setMarks(NO_RANGE),
    goToIn: () => engine.seek(rangeOf(marks, duration)?.start ?? 0),
    // The out point is where the range ends, so its last frame is the one before.
    goToOut: () => engine.seek((rangeOf(marks, duration)?.end ?? duration) - JUST_BEFORE),
    goToTime: context.typePlace,
    loopRange: () => toggleLoop('range'),
    loopClip: () => toggleLoop('clip'),
    previousClip: () => context.openNeighbour(-1),
    nextClip: () => context.openNeighbour(1),
    zoomIn: () => picture.current?.zoom(ZOOM_STEP),
    zoomOut: () => picture.current?.zoom(1 / ZOOM_STEP),
    zoomPixel: () => picture.current?.togglePixels(),
    toggleSafeArea: () => toggleOverlay('safeArea'),
    toggleThirds: () => toggleOverlay('thirds'),
    toggleBoxes: () => toggleOverlay('boxes'),
    toggleSubject: () => toggleOverlay('subject'),
    toggleFalseColour: () => toggleOverlay('falseColour'),
    toggleWaveform: () => toggleOverlay('waveform'),
    toggleHistogram: () => toggleOverlay('histogram'),
    captureFrame: () => frame !== null && context.captureFrame(frame),
    showKeys: context.showKeys,
    zoomTimelineIn: () => context.timeline('zoomIn'),
    zoomTimelineOut: () => context.timeline('zoomOut'),
    zoomTimeline: () => context.timeline('toggleZoom'),
    splitShot: () => context.timeline('splitShot'),
    mergeShot: () => context.timeline('mergeShot'),
    undoShotCorrection: () => context.timeline('undoShotCorrection'),
  };
}
