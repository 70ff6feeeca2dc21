import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../src/core/finding.ts';
import { isShown, SHOW_ALL_FINDINGS } from '../../src/core/findingFilter.ts';
import { isSuppressedBy } from '../../src/core/raterView.ts';
import { findingsOfReview, verdictsByJudge } from '../../src/core/review.ts';
import { NO_SHOT_EDITS, type ShotChange } from '../../src/core/shotCorrections.ts';
import type { Shot } from '../../src/core/signals.ts';
import type { FrameTable } from '../../src/core/time.ts';
import type { TraceChoice } from '../../src/core/trace.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';
import type { HostTransport } from '../ui/hostTransport.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProgressRing } from '../ui/ProgressRing.tsx';
import { STRINGS } from '../ui/strings.ts';
import { parseUiState } from '../ui/uiState.ts';
import { AnnotatePanel } from './annotate/AnnotatePanel.tsx';
import { type Annotating, useAnnotating } from './annotate/useAnnotating.ts';
import { ClipFacts } from './ClipFacts.tsx';
import { DetailCard } from './detail/DetailCard.tsx';
import { detailOf, ofQuestionAlone } from './detail/detail.ts';
import { dimensionScore } from './detail/dimensionScore.ts';
import { EvaluateControl } from './EvaluateControl.tsx';
import { PlayerEngine } from './engine.ts';
import { type EvaluationKind, evaluationRange } from './evaluationRange.ts';
import { type InOut, NO_RANGE, rangeOf } from './inOut.ts';
import { JudgeButton } from './JudgeButton.tsx';
import { JudgingPanel } from './judging/JudgingPanel.tsx';
import { Picture } from './Picture.tsx';
import { INITIAL_STATE, receive } from './playerState.ts';
import { RegionMarks } from './RegionMarks.tsx';
import { SilenceNote } from './SilenceNote.tsx';
import { Scorecard } from './scorecard/Scorecard.tsx';
import { TransportBar } from './TransportBar.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import { type TimelineAction, timelineCommands } from './timeline/timelineCommands.ts';
import { TimelineView } from './timeline/timelineView.ts';
import { useKeptView } from './timeline/useKeptView.ts';
import { useMeasurements } from './timeline/useMeasurements.ts';
import { useCommands } from './useCommands.ts';
import { useInputFocus, usePositionReports } from './useHostReports.ts';
import { TYPED_INTO, useKeyboard } from './useKeyboard.ts';

const NO_SHOTS: readonly Shot[] = [];
const NO_TRACES: readonly TraceChoice[] = [];
const NO_FINDINGS: { readonly shown: readonly Finding[]; readonly hidden: number } = { shown: [], hidden: 0 };

function filteredFindings(
  { taxonomy, review, annotations, showPasses, filter = SHOW_ALL_FINDINGS }: PlayerSnapshot,
  { mayShow, visible }: Pick<Annotating, 'mayShow' | 'visible'>,
): typeof NO_FINDINGS {
  if (!review) return NO_FINDINGS;
  const isSuppressed = isSuppressedBy(annotations.words);
  const all = findingsOfReview(taxonomy, visible(review), { passes: showPasses }).filter(
    (finding) => !isSuppressed(finding) && mayShow(finding.rationale),
  );
  const shown = all.filter((finding) => isShown(finding, filter));
  return { shown, hidden: all.length - shown.length };
}

/** The whole player: state from the host, one engine, and the chrome around it. */
export function PlayerPage({ host }: { readonly host: HostTransport }) {
  const engine = useMemo(() => new PlayerEngine(), []);
  const [{ snapshot, selectedFinding, chosenScorecard, traces, inspected }, dispatch] = useReducer(receive, INITIAL_STATE);
  const [marks, setMarks] = useState<InOut>(NO_RANGE);
  const [ui, setUi] = useState(() => parseUiState(host.loadState()));
  const view = useMemo(() => new TimelineView(ui.shown), []);

  const clip = snapshot?.clip ?? null;
  const frames = useMemo<FrameTable | null>(() => (clip ? { times: clip.frameTimes, end: clip.framesEnd } : null), [clip]);
  const annotating = useAnnotating(snapshot);
  const { isOn: isAnnotating, mayShow, visible } = annotating;
  const { shown: findings, hidden } = useMemo(
    () => (snapshot ? filteredFindings(snapshot, { mayShow, visible }) : NO_FINDINGS),
    [snapshot, mayShow, visible],
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
      if (operator)
        setUi((kept) =>
          kept.traces.length === 0 || kept.traces.includes(operator) ? kept : { ...kept, traces: [...kept.traces, operator] },
        );
      host.post({ type: 'selectFinding', finding: finding.id });
    },
    [engine, host],
  );

  const choices = isAnnotating ? NO_TRACES : (snapshot?.analysis?.traces ?? NO_TRACES);
  const drawnTraces = useMeasurements(host, {
    ...{ choices, chosen: ui.traces, arrived: traces, analysis: snapshot?.analysis, taxonomy: snapshot?.taxonomy },
  });
  const chooseTraces = useCallback((operators: readonly string[]) => setUi((kept) => ({ ...kept, traces: [...operators] })), []);
  const correctShots = useCallback((change: ShotChange) => host.post({ type: 'correctShots', change }), [host]);
  const timeline = (action: TimelineAction) => {
    const { time, duration } = engine.state;
    const selection = rangeOf(marks, duration) ?? findings.find(({ id }) => id === selectedFinding)?.span ?? null;
    const shots = snapshot?.analysis?.shots ?? [];
    const onUndo = () => host.post({ type: 'undoShotCorrection' });
    timelineCommands({ view, time, shots, selection, onCorrectShots: correctShots, onUndo })[action]();
  };
  const run = useCommands(engine, { frames, findings, selectedFinding, marks, setMarks, select, timeline });
  useKeyboard(run);
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
      else if (message.type === 'hidden') engine.pause();
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host, engine]);

  // What was kept is applied once; afterwards the engine is the truth.
  useEffect(() => {
    engine.setRate(ui.rate);
    engine.setSound(ui.volume, ui.muted);
    return engine.subscribe(() => {
      const { rate, volume, muted } = engine.state;
      setUi((kept) =>
        kept.rate === rate && kept.volume === volume && kept.muted === muted ? kept : { ...kept, rate, volume, muted },
      );
    });
  }, [engine]);
  useKeptView(view, (shown) => setUi((kept) => ({ ...kept, shown })));
  useEffect(() => host.saveState(ui), [host, ui]);
  const setAnnotating = (on: boolean) => host.post({ type: 'annotating', on });

  const detail = useMemo(
    () => (snapshot?.review && inspected ? detailOf(snapshot.taxonomy, snapshot.review, inspected) : null),
    [snapshot?.taxonomy, snapshot?.review, inspected],
  );
  const seekTo = (time: number) => {
    engine.pause();
    engine.seek(time);
  };
  const inspect = (verdict: string, rationale: string) =>
    dispatch({ type: 'inspect', subject: { kind: 'answer', verdict, rationale } });
  const onFailed = useCallback((detail: string) => host.post({ type: 'playbackFailed', detail }), [host]);

  if (!snapshot) {
    return (
      <div class="page-loading">
        <ProgressRing label={STRINGS.loading} />
      </div>
    );
  }
  const range = rangeOf(marks, clip?.duration ?? 0);
  const shots = snapshot.analysis?.shots ?? NO_SHOTS;
  const meant = (kind: EvaluationKind) => {
    const { duration, time } = engine.state;
    return evaluationRange({ kind }, { duration, time, range, shots });
  };
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
        <Picture engine={engine} sources={snapshot.sources} probed={clip !== null} onFailed={onFailed}>
          {clip && <RegionMarks engine={engine} video={clip.video} findings={findings} selected={selectedFinding} />}
        </Picture>
        {clip?.audio && <SilenceNote engine={engine} audioCodec={clip.audio.codec} />}
        <TransportBar engine={engine} clip={clip} range={range} hasFindings={findings.length > 0} onCommand={run}>
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
        <Timeline
          host={host}
          engine={engine}
          view={view}
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
      <aside class="side-column">
        <ClipFacts
          fileName={isAnnotating ? STRINGS.blindName : snapshot.fileName}
          clip={clip}
          loading={snapshot.problem === null}
          limitations={snapshot.analysis?.limitations ?? []}
        />
        {!isAnnotating && (
          <JudgingPanel
            taxonomy={snapshot.taxonomy}
            activities={snapshot.activities}
            onCancel={(dimensions) => host.post({ type: 'cancelDimensions', dimensions: [...dimensions] })}
            onCancelAll={() => host.post({ type: 'cancel' })}
          />
        )}
        {isAnnotating ? (
          <AnnotatePanel
            taxonomy={snapshot.taxonomy}
            annotations={snapshot.annotations}
            annotating={annotating}
            clip={clip}
            shots={shots}
            review={snapshot.review}
            marked={range}
            rangeOf={meant}
            onSay={(word) => host.post({ type: 'annotate', ...word })}
            onInspect={inspect}
            onSeek={seekTo}
            onAskRater={() => setAnnotating(true)}
            onNextClip={() => host.post({ type: 'nextClip' })}
            onDone={() => setAnnotating(false)}
          />
        ) : (
          <Scorecard
            taxonomy={snapshot.taxonomy}
            review={snapshot.review}
            calibrations={snapshot.calibrations}
            shotEdits={snapshot.analysis?.shotEdits ?? NO_SHOT_EDITS}
            chosen={chosenScorecard}
            onChoose={(scorecard) => dispatch({ type: 'choose', scorecard })}
            unusable={unusable}
            selectedFinding={selectedFinding}
            opened={ui.opened}
            onOpen={(key, open) => setUi((kept) => ({ ...kept, opened: { ...kept.opened, [key]: open } }))}
            onObservation={(time, id) => {
              const finding = findings.find((one) => one.id === id);
              if (finding) select(finding);
              // The finding of a model may begin earlier than the time that it named.
              seekTo(time);
            }}
            onInspect={inspect}
            onAnnotate={clip ? () => setAnnotating(true) : null}
          />
        )}
        {detail && mayShow(detail.rationale) && (
          <DetailCard
            detail={isAnnotating ? ofQuestionAlone(detail) : detail}
            score={isAnnotating ? null : dimensionScore(snapshot.taxonomy, detail.verdict, snapshot.calibrations)}
            onSeek={seekTo}
            onClose={() => dispatch({ type: 'inspect', subject: null })}
            words={snapshot.annotations.words}
            onStance={(finding, stance) => host.post({ type: 'stance', finding, stance })}
          />
        )}
      </aside>
    </main>
  );
}
