import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { displayedSize } from '../../src/core/clip.ts';
import type { Finding } from '../../src/core/finding.ts';
import { ownAnswers } from '../../src/core/raterView.ts';
import { verdictsByJudge } from '../../src/core/review.ts';
import type { Shot } from '../../src/core/signals.ts';
import type { FrameTable } from '../../src/core/time.ts';
import type { TraceChoice } from '../../src/core/trace.ts';
import type { JudgedRange } from '../../src/core/verdict.ts';
import type { BoxTrack } from '../../src/protocol/messages.ts';
import type { HostTransport } from '../ui/hostTransport.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressRing } from '../ui/ProgressRing.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { Overlay } from '../ui/uiState.ts';
import { EvaluateControl } from './EvaluateControl.tsx';
import { PlayerEngine } from './engine.ts';
import { evaluationRange } from './evaluationRange.ts';
import { type InOut, rangeOf } from './inOut.ts';
import { JudgeButton } from './JudgeButton.tsx';
import { KeyMap } from './KeyMap.tsx';
import { FaceBoxes } from './picture/FaceBoxes.tsx';
import { Guides } from './picture/Guides.tsx';
import { Picture } from './picture/Picture.tsx';
import type { PictureHandle } from './picture/PictureStage.tsx';
import { RegionMarks } from './picture/RegionMarks.tsx';
import { FalseColour, Scopes } from './picture/Scopes.tsx';
import { INITIAL_STATE, receive } from './playerState.ts';
import { SideColumn } from './SideColumn.tsx';
import { SilenceNote } from './SilenceNote.tsx';
import { NO_FINDINGS, shownFindings } from './shownFindings.ts';
import { TransportBar } from './TransportBar.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import type { PlaceUnit } from './typedPlace.ts';
import { useCommands } from './useCommands.ts';
import { useInputFocus, usePositionReports } from './useHostReports.ts';
import { TYPED_INTO, useKeyboard } from './useKeyboard.ts';
import { useLoop } from './useLoop.ts';
import { useUiState } from './useUiState.ts';

const NO_TRACES: readonly TraceChoice[] = [];
const NO_SHOTS: readonly Shot[] = [];
const NO_FACES: readonly BoxTrack[] = [];

function toggled(overlays: readonly Overlay[], overlay: Overlay): Overlay[] {
  return overlays.includes(overlay) ? overlays.filter((one) => one !== overlay) : [...overlays, overlay];
}

/** The whole player: state from the host, one engine, and the chrome around it. */
export function PlayerPage({ host }: { readonly host: HostTransport }) {
  const engine = useMemo(() => new PlayerEngine(), []);
  const [{ snapshot, selectedFinding, chosenScorecard, trace, inspected }, dispatch] = useReducer(receive, INITIAL_STATE);
  const { ui, change: changeUi, adopt: adoptHabits } = useUiState(host, engine);
  const { marks } = ui;
  const setMarks = useCallback((wish: InOut) => changeUi({ marks: wish }), [changeUi]);
  const [typing, setTyping] = useState<PlaceUnit | null>(null);
  const [keysShown, setKeysShown] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const picture = useRef<PictureHandle>(null);

  const clip = snapshot?.clip ?? null;
  const frames = useMemo<FrameTable | null>(() => (clip ? { times: clip.frameTimes, end: clip.framesEnd } : null), [clip]);
  const isAnnotating = ui.annotating && clip !== null;
  const whole = useMemo<JudgedRange>(() => ({ whole: true, span: { start: 0, end: clip?.duration ?? 0 } }), [clip?.duration]);
  const words = snapshot?.annotations.words;
  const size = useMemo(() => clip && displayedSize(clip.video), [clip]);
  const answers = useMemo(() => ownAnswers(words ?? [], whole), [words, whole]);
  const mayShow = useCallback((rationale: string) => !isAnnotating || answers.has(rationale), [isAnnotating, answers]);
  const { shown: findings, hidden } = useMemo(
    () => (snapshot ? shownFindings(snapshot, mayShow) : NO_FINDINGS),
    [snapshot, mayShow],
  );

  useEffect(() => {
    if (clip && frames) engine.setClip({ table: frames, startTime: clip.startTime, duration: clip.duration });
  }, [engine, clip, frames]);

  const select = useCallback(
    (finding: Finding) => {
      engine.pause();
      engine.seek(finding.span.start);
      dispatch({ type: 'select', finding: finding.id });
      // Whoever looks at measurements wants to see the one behind what he just chose.
      const operator = finding.measurement?.operator;
      if (operator) changeUi(({ trace }) => (trace === '' ? {} : { trace: operator }));
      host.post({ type: 'selectFinding', finding: finding.id });
    },
    [engine, host, changeUi],
  );

  const choices = isAnnotating ? NO_TRACES : (snapshot?.analysis?.traces ?? NO_TRACES);
  const chosenTrace = choices.find(({ operator }) => operator === ui.trace)?.operator ?? '';
  const chooseTrace = useCallback((operator: string) => changeUi({ trace: operator }), [changeUi]);
  useEffect(() => {
    if (chosenTrace !== '') host.post({ type: 'trace', operator: chosenTrace });
  }, [host, chosenTrace, snapshot?.analysis, snapshot?.taxonomy]);

  const shots = snapshot?.analysis?.shots ?? NO_SHOTS;
  const range = rangeOf(marks, clip?.duration ?? 0);
  const run = useCommands(engine, {
    ...{ frames, findings, shots, selectedFinding, marks, setMarks, select, picture },
    toggleLoop: (loop) => changeUi((kept) => ({ loop: kept.loop === loop ? 'off' : loop })),
    toggleOverlay: (overlay) => changeUi(({ overlays }) => ({ overlays: toggled(overlays, overlay) })),
    typePlace: () => setTyping('timecode'),
    showKeys: () => setKeysShown(true),
    captureFrame: (frame) => host.post({ type: 'captureFrame', frame }),
    openNeighbour: (direction) => host.post({ type: 'openNeighbour', direction, playing: engine.state.playing }),
  });
  useKeyboard();
  useLoop(engine, { loop: ui.loop, frames, range, shots });
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
      else if (message.type === 'annotate') changeUi({ annotating: true });
      else if (message.type === 'snapshot') adoptHabits(message.snapshot.habits);
      else if (message.type === 'hidden') engine.pause();
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host, engine, changeUi, adoptHabits]);

  const setAnnotating = (annotating: boolean) => {
    changeUi({ annotating });
    host.post({ type: 'annotating', on: annotating });
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
      <div class="stage-column">
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
            <>
              {ui.overlays.includes('falseColour') && <FalseColour video={video} />}
              <Guides overlays={ui.overlays} />
              {clip && ui.overlays.includes('boxes') && (
                <>
                  {!isAnnotating && (
                    <FaceBoxes engine={engine} video={clip.video} tracks={snapshot.analysis?.faces ?? NO_FACES} />
                  )}
                  <RegionMarks engine={engine} video={clip.video} findings={findings} selected={selectedFinding} />
                </>
              )}
            </>
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
              const { duration, time } = engine.state;
              const wished = evaluationRange(target, { duration, time, range, shots: snapshot.analysis?.shots ?? [] });
              if (wished) dispatch({ type: 'evaluate', range: wished });
              host.post({ type: 'evaluate', target });
            }}
            onCancel={() => host.post({ type: 'cancel' })}
          />
        </TransportBar>
        <Timeline
          engine={engine}
          clip={clip}
          frames={frames}
          analysis={snapshot.analysis}
          taxonomy={snapshot.taxonomy}
          findings={findings}
          emptyNote={
            isAnnotating
              ? STRINGS.blindTimeline
              : judged
                ? STRINGS.nothingFound(hidden)
                : unusable
                  ? STRINGS.cannotEvaluate
                  : STRINGS.notEvaluated
          }
          trace={trace?.operator === chosenTrace ? trace.drawn : undefined}
          chosenTrace={chosenTrace}
          onChooseTrace={chooseTrace}
          selected={selectedFinding}
          marks={marks}
          onMarks={setMarks}
          onSelect={select}
        />
      </div>
      <SideColumn
        engine={engine}
        host={host}
        snapshot={snapshot}
        findings={findings}
        rater={{ isAnnotating, setAnnotating, mayShow, whole, range }}
        selectedFinding={selectedFinding}
        chosenScorecard={chosenScorecard}
        inspected={inspected}
        opened={ui.opened}
        onOpen={(key, open) => changeUi(({ opened }) => ({ opened: { ...opened, [key]: open } }))}
        onSelect={select}
        dispatch={dispatch}
      />
      {keysShown && <KeyMap onClose={() => setKeysShown(false)} onChange={() => host.post({ type: 'changeKeys' })} />}
    </main>
  );
}
