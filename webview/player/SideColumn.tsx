import { useMemo } from 'preact/hooks';
import type { Finding } from '../../src/core/finding.ts';
import type { TimeSpan } from '../../src/core/time.ts';
import type { JudgedRange } from '../../src/core/verdict.ts';
import type { PlayerSnapshot } from '../../src/protocol/messages.ts';
import type { HostTransport } from '../ui/hostTransport.ts';
import { STRINGS } from '../ui/strings.ts';
import { AnnotatePanel } from './annotate/AnnotatePanel.tsx';
import { ClipFacts } from './ClipFacts.tsx';
import { DetailCard } from './detail/DetailCard.tsx';
import { detailOf } from './detail/detail.ts';
import type { PlayerEngine } from './engine.ts';
import { JudgingPanel } from './judging/JudgingPanel.tsx';
import type { PlayerEvent, PlayerState } from './playerState.ts';
import { Scorecard } from './scorecard/Scorecard.tsx';

interface SideColumnProps extends Pick<PlayerState, 'selectedFinding' | 'chosenScorecard' | 'inspected'> {
  readonly engine: PlayerEngine;
  readonly host: HostTransport;
  readonly snapshot: PlayerSnapshot;
  readonly findings: readonly Finding[];
  readonly rater: {
    readonly isAnnotating: boolean;
    readonly setAnnotating: (annotating: boolean) => void;
    /** Whether the rater may know of what is said about a rationale. */
    readonly mayShow: (rationale: string) => boolean;
    readonly whole: JudgedRange;
    readonly range: TimeSpan | null;
  };
  readonly opened: Readonly<Record<string, boolean>>;
  readonly onOpen: (key: string, open: boolean) => void;
  readonly onSelect: (finding: Finding) => void;
  readonly dispatch: (event: PlayerEvent) => void;
}

/** Beside picture and timeline: the facts of the clip, what is being judged, the scorecard or the questions, and the detail card. */
export function SideColumn(props: SideColumnProps) {
  const { engine, host, snapshot, findings, selectedFinding, chosenScorecard, inspected, opened, onOpen, onSelect, dispatch } =
    props;
  const { isAnnotating, setAnnotating, mayShow, whole, range } = props.rater;
  const { clip } = snapshot;
  const unusable = clip === null && snapshot.problem !== null;
  const detail = useMemo(
    () => (snapshot.review && inspected ? detailOf(snapshot.taxonomy, snapshot.review, inspected) : null),
    [snapshot.taxonomy, snapshot.review, inspected],
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
          range={whole}
          review={snapshot.review}
          marked={range}
          onSay={(word) => host.post({ type: 'annotate', ...word })}
          onInspect={inspect}
          onSeek={seekTo}
          onAskRater={() => setAnnotating(true)}
          onDone={() => setAnnotating(false)}
        />
      ) : (
        <Scorecard
          taxonomy={snapshot.taxonomy}
          review={snapshot.review}
          chosen={chosenScorecard}
          onChoose={(scorecard) => dispatch({ type: 'choose', scorecard })}
          unusable={unusable}
          selectedFinding={selectedFinding}
          opened={opened}
          onOpen={onOpen}
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
          detail={detail}
          onSeek={seekTo}
          onClose={() => dispatch({ type: 'inspect', subject: null })}
          words={snapshot.annotations.words}
          onStance={(finding, stance) => host.post({ type: 'stance', finding, stance })}
        />
      )}
    </aside>
  );
}
