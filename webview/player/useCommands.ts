import { useCallback, useRef } from 'preact/hooks';
import type { Finding } from '../../src/core/finding.ts';
import { type FrameTable, frameSpan } from '../../src/core/time.ts';
import type { PlayerEngine } from './engine.ts';
import { neighbourFinding } from './findingNavigation.ts';
import { type InOut, NO_RANGE, rangeOf, withIn, withOut } from './inOut.ts';
import type { PlayerCommand } from './keys.ts';
import type { TimelineAction } from './timeline/timelineCommands.ts';

/** What commands act on besides the engine. */
interface CommandContext {
  readonly frames: FrameTable | null;
  readonly findings: readonly Finding[];
  readonly selectedFinding: string | null;
  readonly marks: InOut;
  readonly setMarks: (marks: InOut) => void;
  readonly select: (finding: Finding) => void;
  /** What the timeline does. */
  readonly timeline: (action: TimelineAction) => void;
}

/** Seconds that an arrow key moves. */
const ARROW_STEP = 1;

/** Runs whatever a key, a button or VS Code asks of the player. The function stays the same for the page's life. */
export function useCommands(engine: PlayerEngine, context: CommandContext): (command: PlayerCommand) => void {
  const latest = useRef(context);
  latest.current = context;
  return useCallback(
    (command) => {
      const { frames, findings, selectedFinding, marks, setMarks, select, timeline } = latest.current;
      const { time, frame, duration, volume, muted } = engine.state;
      const shown = frames && frame !== null ? frameSpan(frames, frame) : null;
      const goToFinding = (direction: 1 | -1) => {
        const tolerance = shown ? shown.end - shown.start - 1e-6 : 0;
        const finding = neighbourFinding(findings, selectedFinding, time, tolerance, direction);
        if (finding) select(finding);
      };
      const actions: Readonly<Record<PlayerCommand, () => void>> = {
        playPause: () => {
          engine.playPause().catch(() => {}); // play() already turns a refusal into a paused state
        },
        nextFrame: () => engine.step(1),
        previousFrame: () => engine.step(-1),
        nextFinding: () => goToFinding(1),
        previousFinding: () => goToFinding(-1),
        setIn: () => shown && setMarks(withIn(marks, shown.start)),
        setOut: () => shown && setMarks(withOut(marks, shown.end)),
        clearRange: () => setMarks(NO_RANGE),
        goToStart: () => engine.goToStart(),
        goToEnd: () => engine.goToEnd(),
        secondBack: () => engine.seek(time - ARROW_STEP),
        secondForward: () => engine.seek(time + ARROW_STEP),
        goToIn: () => engine.seek(rangeOf(marks, duration)?.start ?? 0),
        // The out point is where the range ends, so its last frame is the one before.
        goToOut: () => engine.seek((rangeOf(marks, duration)?.end ?? duration) - 2e-6),
        zoomIn: () => timeline('zoomIn'),
        zoomOut: () => timeline('zoomOut'),
        toggleZoom: () => timeline('toggleZoom'),
        splitShot: () => timeline('splitShot'),
        mergeShot: () => timeline('mergeShot'),
        undoShotCorrection: () => timeline('undoShotCorrection'),
        toggleMute: () => engine.setSound(volume, !muted),
      };
      actions[command]();
    },
    [engine],
  );
}
