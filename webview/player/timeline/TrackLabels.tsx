import type { ComponentChildren } from 'preact';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { DrawnTrace, TraceChoice } from '../../../src/core/trace.ts';
import type { PlayerAction } from '../../../src/protocol/playerKeys.ts';
import { ACTION_NAMES } from '../../ui/actionNames.ts';
import { IconButton } from '../../ui/Button.tsx';
import { type CodiconName, Icon } from '../../ui/Icon.tsx';
import { withKey } from '../../ui/keyLabels.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { PlayerEngine } from '../engine.ts';
import { useEngineValue } from '../useEngineValue.ts';
import type { Scene } from './draw/scene.ts';
import { MeasurementMenu } from './MeasurementMenu.tsx';
import { measuredWords } from './placeWords.ts';
import { HEAD_HEIGHT } from './sizes.ts';
import type { PlacedTrack } from './trackLayout.ts';

interface TrackLabelsProps {
  readonly engine: PlayerEngine;
  readonly scene: Scene;
  readonly taxonomy: Taxonomy;
  readonly choices: readonly TraceChoice[];
  readonly chosenTraces: readonly string[];
  readonly onChooseTraces: (chosen: readonly string[]) => void;
  readonly onCommand: (command: PlayerAction) => void;
  /** There is a shot before the one at the playhead. */
  readonly canMerge: boolean;
  /** Somebody corrected the shots. */
  readonly canUndo: boolean;
}

interface CommandButtonProps {
  readonly action: PlayerAction;
  readonly icon: CodiconName;
  readonly disabled?: boolean;
  readonly onCommand: (command: PlayerAction) => void;
}

/** A command that has a key, named with it. */
function CommandButton({ action, icon, disabled = false, onCommand }: CommandButtonProps) {
  return (
    <IconButton label={withKey(ACTION_NAMES[action], action)} disabled={disabled} onClick={() => onCommand(action)}>
      <Icon name={icon} />
    </IconButton>
  );
}

/** What each track shows, left of it, and what can be done to it. */
export function TrackLabels(props: TrackLabelsProps) {
  const { scene, onCommand } = props;
  return (
    <div class="track-labels">
      <div class="head-label" style={{ height: `${HEAD_HEIGHT}px` }}>
        <CommandButton action="zoomTimelineOut" icon="zoom-out" onCommand={onCommand} />
        <CommandButton action="zoomTimeline" icon="screen-full" onCommand={onCommand} />
        <CommandButton action="zoomTimelineIn" icon="zoom-in" onCommand={onCommand} />
      </div>
      {scene.tracks.map((track) => (
        <div
          key={track.id}
          class={`track-label ${track.id.split(':')[0]}`}
          style={{ top: `${HEAD_HEIGHT + track.top}px`, height: `${track.height}px` }}
        >
          <LabelOf {...props} track={track} />
        </div>
      ))}
    </div>
  );
}

function LabelOf(props: TrackLabelsProps & { readonly track: PlacedTrack }): ComponentChildren {
  const { engine, scene, taxonomy, choices, chosenTraces, onChooseTraces, onCommand, canMerge, canUndo, track } = props;
  if (track.id === 'shots')
    return (
      <>
        <Name title={STRINGS.shots} count={scene.shots.length} />
        <span class="shot-tools">
          <CommandButton action="splitShot" icon="split-horizontal" onCommand={onCommand} />
          <CommandButton action="mergeShot" icon="merge" disabled={!canMerge} onCommand={onCommand} />
          <CommandButton action="undoShotCorrection" icon="discard" disabled={!canUndo} onCommand={onCommand} />
        </span>
      </>
    );
  if (track.id === 'sound') return <Name title={STRINGS.sound} />;
  if (track.id === 'measurements')
    return <MeasurementMenu taxonomy={taxonomy} choices={choices} chosen={chosenTraces} onChoose={onChooseTraces} />;
  if (track.id === 'empty') return <Name title={STRINGS.findings} />;
  const operator = track.id.startsWith('trace:') ? track.id.slice('trace:'.length) : null;
  if (operator !== null) {
    const title = choices.find((choice) => choice.operator === operator)?.title ?? operator;
    const shape = scene.traces.find(({ trace }) => trace.operator === operator);
    return (
      <>
        <Name title={title} />
        {shape && <TraceValue engine={engine} trace={shape.trace} />}
        <IconButton
          label={STRINGS.hideMeasurement(title)}
          class="hide-trace"
          onClick={() => onChooseTraces(chosenTraces.filter((one) => one !== operator))}
        >
          <Icon name="close" />
        </IconButton>
      </>
    );
  }
  const lane = scene.lanes.find(({ aspect }) => track.id === `lane:${aspect.id}`);
  return lane ? <Name title={lane.aspect.title} count={lane.count} /> : null;
}

function Name({ title, count }: { readonly title: string; readonly count?: number }) {
  return (
    <>
      <span class="track-name" title={title}>
        {title}
      </span>
      {count !== undefined && <span class="track-count">{count}</span>}
    </>
  );
}

/** The value at the playhead; beside the curve, so that it covers nothing of it. */
function TraceValue({ engine, trace }: { readonly engine: PlayerEngine; readonly trace: DrawnTrace }) {
  const shown = useEngineValue(engine, ({ time }) => measuredWords(trace, time));
  return (
    <span class="trace-value" title={STRINGS.measuredAt(trace.title, shown)}>
      {shown}
    </span>
  );
}
