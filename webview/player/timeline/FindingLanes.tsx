import { useRef } from 'preact/hooks';
import type { Finding } from '../../../src/core/finding.ts';
import { formatTime } from '../../../src/core/time.ts';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import { findingIcon, findingTone, findingWord } from '../severity.ts';
import type { Lane, PlacedFinding } from './lanes.ts';

export const LANE_ROW = 20;
const LANE_GAP = 3;
/** Pixels from which a marker has room for words beside its icon. */
const ROOM_FOR_TITLE = 64;

interface FindingLaneProps {
  readonly lane: Lane;
  readonly selected: string | null;
  /** Ids of the findings that the frame on screen belongs to. */
  readonly current: ReadonlySet<string>;
  readonly onSelect: (finding: Finding) => void;
}

export function laneHeight({ rows }: Lane): number {
  return rows * (LANE_ROW + LANE_GAP) + LANE_GAP;
}

/** The findings of one aspect. One tab stop; the arrow keys walk from finding to finding. */
export function FindingLane({ lane, selected, current, onSelect }: FindingLaneProps) {
  const root = useRef<HTMLDivElement>(null);
  const tabStop = lane.findings.find(({ finding }) => finding.id === selected) ?? lane.findings[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const markers = [...(root.current?.querySelectorAll<HTMLElement>('.finding') ?? [])];
    markers[markers.findIndex((marker) => marker.matches(':focus')) + step]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a group of buttons on a timeline.
    <div
      ref={root}
      class="lane"
      role="group"
      aria-label={STRINGS.findingsOf(lane.aspect.title, lane.findings.length)}
      style={{ height: `${laneHeight(lane)}px` }}
      onKeyDown={onKeyDown}
    >
      {lane.findings.map((placed) => (
        <Marker
          key={placed.finding.id}
          placed={placed}
          selected={placed.finding.id === selected}
          current={current.has(placed.finding.id)}
          tabIndex={placed === tabStop ? 0 : -1}
          onSelect={onSelect}
        />
      ))}
    </div>
  );
}

interface MarkerProps {
  readonly placed: PlacedFinding;
  readonly selected: boolean;
  readonly current: boolean;
  readonly tabIndex: number;
  readonly onSelect: (finding: Finding) => void;
}

function Marker({ placed: { finding, row, x, width, spanX, spanWidth }, selected, current, tabIndex, onSelect }: MarkerProps) {
  const words = describeFinding(finding);
  return (
    <button
      type="button"
      class={`finding ${findingTone(finding)}${selected ? ' selected' : ''}${current ? ' current' : ''}`}
      style={{ left: `${x}px`, width: `${width}px`, top: `${LANE_GAP + row * (LANE_ROW + LANE_GAP)}px`, height: `${LANE_ROW}px` }}
      data-finding={finding.id}
      tabIndex={tabIndex}
      aria-pressed={selected}
      aria-label={words}
      title={words}
      onClick={() => onSelect(finding)}
    >
      <span class="finding-extent" style={{ left: `${spanX}px`, width: `${spanWidth}px` }} />
      <Icon name={findingIcon(finding)} />
      {width >= ROOM_FOR_TITLE && <span class="finding-title">{finding.subDimension.title}</span>}
    </button>
  );
}

/** A finding in words, for tooltip and screen reader. Which judge says so is told where one is asked beside measuring. */
function describeFinding(finding: Finding): string {
  const { judge, subDimension, message, span } = finding;
  const times = `${formatTime(span.start)}–${formatTime(span.end)}`;
  return `${[findingWord(finding), subDimension.title, times, ...(judge === 'signals' ? [] : [judge])].join(' · ')}\n${message}`;
}
