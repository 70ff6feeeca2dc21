import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { displayedSize } from '../../src/core/clip.ts';
import type { Finding } from '../../src/core/finding.ts';
import { verdictsByJudge } from '../../src/core/review.ts';
import type { ShotChange } from '../../src/core/shotCorrections.ts';
import type { Shot } from '../../src/core/signals.ts';
import type { FrameTable } from '../../src/core/time.ts';
import type { TraceChoice } from '../../src/core/trace.ts';
import { KEY_MAP_WORDS } from '../ui/actionNames.ts';
import type { HostTransport } from '../ui/hostTransport.ts';
import { Icon } from '../ui/Icon.tsx';
import { KeyMap } from '../ui/KeyMap.tsx';
import { ProgressRing } from '../ui/ProgressRing.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { Overlay } from '../ui/uiState.ts';
import { useAnnotating } from './annotate/useAnnotating.ts';
import { EvaluateControl } from './EvaluateControl.tsx';
import { PlayerEngine } from './engine.ts';
import { type EvaluationKind, evaluationRange } from './evaluationRange.ts';
import { type InOut, rangeOf } from './inOut.ts';
import { JudgeButton } from './JudgeButton.tsx';
import { Picture } from './picture/Picture.tsx';
import { PictureMarks } from './picture/PictureMarks.tsx';
import type { PictureHandle } from './picture/PictureStage.tsx';
import { pictureElement } from './picture/pictureElement.ts';
import { Scopes } from './picture/Scopes.tsx';
import { PLAYER_KEY_MAP } from './playerKeyMap.ts';
import { INITIAL_STATE, receive } from './playerState.ts';
import { SideColumn } from './SideColumn.tsx';
import { SilenceNote } from './SilenceNote.tsx';
import { NO_FINDINGS, shownFindings } from './shownFindings.ts';
import { TimelineDivider } from './TimelineDivider.tsx';
import { TransportBar } from './TransportBar.tsx';
import { useThumbnails } from './thumbnails/useThumbnails.ts';
import { Timeline } from './timeline/Timeline.tsx';
import { type TimelineAction, timelineCommands } from './timeline/timelineCommands.ts';
import { TimelineView } from './timeline/timelineView.ts';
import { useKeptView } from './timeline/useKeptView.ts';
import { useMeasurements } from './timeline/useMeasurements.ts';
import type { PlaceUnit } from './typedPlace.ts';
import { useClipLoop } from './useClipLoop.ts';
import { useCommands } from './useCommands.ts';
import { useInputFocus, usePositionReports } from './useHostReports.ts';
import { TYPED_INTO, useKeyboard } from './useKeyboard.ts';
import { useUiState } from './useUiState.ts';

const NO_TRACES: readonly TraceChoice[] = [];
const NO_SHOTS: readonly Shot[] = [];

function toggled(overlays: readonly Overlay[], overlay: Overlay): Overlay[] {
  return overlays.includes(overlay) ? overlays.filter((one) => one !== overlay) : [...overlays, overlay];
}

/** The whole player: state from the host, one engine, and the chrome around it. */
export function PlayerPage({ host }: { readonly host: HostTransport }) {
  const engine = useMemo(() => new PlayerEngine(), []);
  const [{ snapshot, selectedFinding, chosenScorecard, traces, inspected }, dispatch] = useReducer(receive, INITIAL_STATE);
  const { ui, change: changeUi, adopt: adoptHabits } = useUiState(host, engine);
  const { marks } = ui;
  const setMarks = useCallback((wish: InOut) => changeUi({ marks: wish }), [changeUi]);
  const [typing, setTyping] = useState<PlaceUnit | null>(null);
  const [keysShown, setKeysShown] = useState(false);
  const video = useRef(useMemo(pictureElement, []));
  const picture = useRef<PictureHandle>(null);
  const view = useMemo(() => new TimelineView(ui.shown), []);

  const clip = snapshot?.clip ?? null;
  const frames = useMemo<FrameTable | null>(() => (clip ? { times: clip.frameTimes, end: clip.framesEnd } : null), [clip]);
  const thumbnails = useThumbnails(host, snapshot?.analysis?.thumbnails ?? null, clip?.duration ?? 0);
  const annotating = useAnnotating(snapshot);
  const { isOn: isAnnotating, mayShow, visible } = annotating;
  const size = useMemo(() => clip && displayedSize(clip.video), [clip]);
  const {
    shown: findings,
    hidden,
    suppressed,
    outdated,
  } = useMemo(() => (snapshot ? shownFindings(snapshot, { mayShow, visible }) : NO_FINDINGS), [snapshot, mayShow, visible]);

  // Before the next message arrives: it may be an action, which acts on the frames of the clip.
  useLayoutEffect(() => {
    if (clip && frames) engine.setClip({ table: frames, startTime: clip.startTime, duration: clip.duration });
  }, [engine, clip, frames]);

  const select = useCallback(
    (finding: Finding) => {
      engine.pause();
      engine.seek(finding.span.start);
      dispatch({ type: 'select', finding: finding.id });
      // Whoever looks at measurements wants to see the one behind what he just chose.
      const operator = finding.measurement?.operator;
      if (operator)
        changeUi(({ traces }) => (traces.length === 0 || traces.includes(operator) ? {} : { traces: [...traces, operator] }));
      host.post({ type: 'selectFinding', finding: finding.id, time: finding.span.start });
    },
    [engine, host, changeUi],
  );

  const choices = isAnnotating ? NO_TRACES : (snapshot?.analysis?.traces ?? NO_TRACES);
  const drawnTraces = useMeasurements(host, {
    ...{ choices, chosen: ui.traces, arrived: traces, analysis: snapshot?.analysis, taxonomy: snapshot?.taxonomy },
  });
  const chooseTraces = useCallback((operators: readonly string[]) => changeUi({ traces: [...operators] }), [changeUi]);
  const correctShots = useCallback((change: ShotChange) => host.post({ type: 'correctShots', change }), [host]);
  useKeptView(view, (shown) => changeUi({ shown }));

  const shots = snapshot?.analysis?.shots ?? NO_SHOTS;
  const range = rangeOf(marks, clip?.duration ?? 0);
  const timeline = (action: TimelineAction) => {
    const selection = range ?? findings.find(({ id }) => id === selectedFinding)?.span ?? null;
    const onUndo = () => host.post({ type: 'undoShotCorrection' });
    timelineCommands({ view, time: engine.state.time, shots, selection, onCorrectShots: correctShots, onUndo })[action]();
  };
  const run = useCommands(engine, {
    ...{ frames, findings, shots, selectedFinding, marks, setMarks, select, picture, timeline },
    toggleLoop: (loop) => changeUi((kept) => ({ loop: kept.loop === loop ? 'off' : loop })),
    toggleOverlay: (overlay) => changeUi(({ overlays }) => ({ overlays: toggled(overlays, overlay) })),
    typePlace: () => setTyping('timecode'),
    showKeys: () => setKeysShown(true),
    captureFrame: (frame) => host.post({ type: 'captureFrame', frame }),
    openNeighbour: (direction) => host.post({ type: 'openNeighbour', direction, playing: engine.isToPlay }),
  });
  useKeyboard();
  useClipLoop(engine, { loop: ui.loop, frames, range, shots });
  useInputFocus(host, TYPED_INTO);
  usePositionReports(host, engine, marks);

  const latestRun = useRef(run);
  latestRun.current = run;
  useEffect(() => {
    const stop = host.listen((message) => {
      dispatch(message);
      if (message.type === 'seek') {
        engine.pause();
        engine.seek(message.time);
      } else if (message.type === 'action') latestRun.current(message.action);
      else if (message.type === 'snapshot') adoptHabits(message.snapshot.habits);
      else if (message.type === 'hidden') engine.pause();
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host, engine, changeUi, adoptHabits]);

  const meant = (kind: EvaluationKind) => {
    const { duration, time } = engine.state;
    return evaluationRange({ kind }, { duration, time, range, shots });
  };

  const onFailed = useCallback((detail: string) => host.post({ type: 'playbackFailed', detail }), [host]);

  const onSilent = useCallback(() => host.post({ type: 'silent' }), [host]);

  if (!snapshot) {
    return (
      <div class="page-loading">
        <ProgressRing label={STRINGS.loading} />
      </div>
    );
  }
  const unusable = clip === null && snapshot.problem !== null;
  const judged = (snapshot.review?.ranges.length ?? 0) > 0;
  const compares = snapshot.review?.ranges.some((range) => verdictsByJudge(range).size > 2) ?? false;
  return (
    <main class={compares ? 'player-page compares' : 'player-page'}>
      <div class="stage-column" style={{ '--timeline-share': `${100 * ui.timelineShare}%` }}>
        {snapshot.problem !== null && (
          <p class="problem" role="alert">
            <Icon name="warning" /> {snapshot.problem}
          </p>
        )}
        <Picture
          engine={engine}
          video={video}
          sources={snapshot.sources}
          probed={clip !== null}
          size={size}
          view={ui.view}
          onView={(view) => changeUi({ view })}
          handle={picture}
          onFailed={onFailed}
          over={
            <PictureMarks
              engine={engine}
              element={video}
              overlays={ui.overlays}
              video={clip?.video ?? null}
              analysis={snapshot.analysis}
              isBlind={isAnnotating}
              findings={findings}
              selected={selectedFinding}
            />
          }
          beside={<Scopes video={video} overlays={ui.overlays} />}
        />
        {clip?.audio && <SilenceNote engine={engine} audioCodec={clip.audio.codec} onSilent={onSilent} />}
        <TransportBar
          engine={engine}
          video={video}
          clip={clip}
          range={range}
          hasFindings={findings.length > 0}
          loop={ui.loop}
          overlays={ui.overlays}
          typing={typing}
          onType={setTyping}
          onCommand={run}
        >
          {!isAnnotating && <JudgeButton judge={snapshot.judge} onPick={() => host.post({ type: 'pickJudge' })} />}
          <EvaluateControl
            progress={snapshot.progress}
            hasRange={range !== null}
            disabled={unusable}
            onEvaluate={(target) => {
              const wished = meant(target.kind);
              if (wished) dispatch({ type: 'evaluate', range: wished });
              host.post({ type: 'evaluate', target });
            }}
            onCancel={() => host.post({ type: 'cancel' })}
          />
        </TransportBar>
        <TimelineDivider share={ui.timelineShare} onShare={(timelineShare) => changeUi({ timelineShare })} />
        <Timeline
          thumbnails={thumbnails}
          engine={engine}
          view={view}
          clip={clip}
          frames={frames}
          analysis={snapshot.analysis}
          taxonomy={snapshot.taxonomy}
          findings={findings}
          outdated={outdated}
          emptyNote={
            isAnnotating
              ? STRINGS.blindTimeline
              : judged
                ? STRINGS.nothingFound(hidden, suppressed)
                : unusable
                  ? STRINGS.cannotEvaluate
                  : STRINGS.notEvaluated
          }
          choices={choices}
          traces={drawnTraces}
          onChooseTraces={chooseTraces}
          selected={selectedFinding}
          marks={marks}
          onMarks={setMarks}
          onSelect={select}
          onOpen={(finding) => {
            select(finding);
            requestAnimationFrame(() => document.querySelector<HTMLElement>('.detail-body')?.focus());
          }}
          onCorrectShots={correctShots}
          onCommand={run}
        />
      </div>
      <SideColumn
        engine={engine}
        host={host}
        snapshot={snapshot}
        frames={frames}
        thumbnails={thumbnails}
        findings={findings}
        annotating={annotating}
        marked={range}
        rangeOf={meant}
        selectedFinding={selectedFinding}
        chosenScorecard={chosenScorecard}
        inspected={inspected}
        opened={ui.opened}
        onOpen={(key, open) => changeUi(({ opened }) => ({ opened: { ...opened, [key]: open } }))}
        filter={ui.filter}
        onFilter={(filter) => changeUi({ filter })}
        onSelect={select}
        dispatch={dispatch}
      />
      {keysShown && (
        <KeyMap
          title={KEY_MAP_WORDS.player}
          groups={PLAYER_KEY_MAP}
          onClose={() => setKeysShown(false)}
          onChange={() => host.post({ type: 'changeKeys' })}
        />
      )}
    </main>
  );
}
