import { useMemo } from 'preact/hooks';
import type { Finding } from '../../src/core/finding.ts';
import { NO_SHOT_EDITS } from '../../src/core/shotCorrections.ts';
import type { Shot } from '../../src/core/signals.ts';
import type { FrameTable, TimeSpan } from '../../src/core/time.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';
import type { HostTransport } from '../ui/hostTransport.ts';
import type { ScorecardFilter } from '../ui/scorecardFilter.ts';
import { STRINGS } from '../ui/strings.ts';
import { AnnotatePanel, type AnnotatePanelProps } from './annotate/AnnotatePanel.tsx';
import type { Annotating } from './annotate/useAnnotating.ts';
import { ClipFacts } from './ClipFacts.tsx';
import { DetailCard } from './detail/DetailCard.tsx';
import { detailOf, ofQuestionAlone } from './detail/detail.ts';
import { dimensionScore } from './detail/dimensionScore.ts';
import type { PlayerEngine } from './engine.ts';
import { JudgingPanel } from './judging/JudgingPanel.tsx';
import type { PlayerEvent, PlayerState } from './playerState.ts';
import { Scorecard } from './scorecard/Scorecard.tsx';
import type { ClipThumbnails } from './thumbnails/useThumbnails.ts';

interface SideColumnProps extends Pick<PlayerState, 'selectedFinding' | 'chosenScorecard' | 'inspected'> {
  readonly engine: PlayerEngine;
  readonly host: HostTransport;
  readonly snapshot: PlayerSnapshot;
  /** `null` while the clip is not probed. */
  readonly frames: FrameTable | null;
  /** `null` while it is not analysed. */
  readonly thumbnails: ClipThumbnails | null;
  readonly findings: readonly Finding[];
  readonly annotating: Annotating;
  /** The in/out range. */
  readonly marked: TimeSpan | null;
  readonly rangeOf: AnnotatePanelProps['rangeOf'];
  readonly opened: Readonly<Record<string, boolean>>;
  readonly onOpen: (key: string, open: boolean) => void;
  readonly filter: ScorecardFilter;
  readonly onFilter: (filter: ScorecardFilter) => void;
  readonly onSelect: (finding: Finding) => void;
  readonly dispatch: (event: PlayerEvent) => void;
}

const NO_SHOTS: readonly Shot[] = [];

/** Beside picture and timeline: the facts of the clip, what is being judged, the scorecard or the questions, and the detail card. */
export function SideColumn(props: SideColumnProps) {
  const { engine, host, snapshot, findings, selectedFinding, chosenScorecard, inspected, opened, onOpen, onSelect, dispatch } =
    props;
  const { annotating, marked, rangeOf, filter, onFilter, frames, thumbnails } = props;
  const { isOn: isAnnotating, mayShow } = annotating;
  const setAnnotating = (on: boolean) => host.post({ type: 'annotating', on });
  const { clip } = snapshot;
  const unusable = clip === null && snapshot.problem !== null;
  const detail = useMemo(
    () => (snapshot.review && inspected ? detailOf(snapshot.taxonomy, snapshot.review, inspected) : null),
    [snapshot.taxonomy, snapshot.review, inspected],
  );
  const pictures = useMemo(
    () => (thumbnails && frames && clip ? { thumbnails, frames, duration: clip.duration } : null),
    [thumbnails, frames, clip],
  );
  const seekTo = (time: number) => {
    engine.pause();
    engine.seek(time);
  };
  const inspect = (verdict: string, rationale: string) =>
    dispatch({ type: 'inspect', subject: { kind: 'answer', verdict, rationale } });
  return (
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
          shots={snapshot.analysis?.shots ?? NO_SHOTS}
          review={snapshot.review}
          marked={marked}
          rangeOf={rangeOf}
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
          opened={opened}
          onOpen={onOpen}
          filter={filter}
          onFilter={onFilter}
          onObservation={(time, id) => {
            const finding = findings.find((one) => one.id === id);
            if (finding) onSelect(finding);
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
          pictures={pictures}
          onSeek={seekTo}
          onClose={() => dispatch({ type: 'inspect', subject: null })}
          words={snapshot.annotations.words}
          onStance={(finding, stance) => host.post({ type: 'stance', finding, stance })}
        />
      )}
    </aside>
  );
}
