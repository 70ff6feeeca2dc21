import { useMemo } from 'preact/hooks';
import type { Finding } from '../../../src/core/finding.ts';
import { formatTime } from '../../../src/core/time.ts';
import { STRINGS } from '../../ui/strings.ts';
import { findingWord } from '../severity.ts';
import { CanvasListbox } from './CanvasListbox.tsx';
import type { Scene } from './draw/scene.ts';
import { placeOf } from './laneTracks.ts';

export interface FindingListProps {
  readonly scene: Scene;
  /** Pixels of a second, and where the clip's start lies in the layer. */
  readonly origin: number;
  readonly onReach: (time: number) => void;
  readonly onSelect: (finding: Finding) => void;
}

/** The findings of all lanes in time order. */
export function FindingList({ scene, origin, onReach, onSelect }: FindingListProps) {
  const { findings, lanes, tracks, selected, outdated } = scene;
  const index = useMemo(() => findings.findIndex(({ id }) => id === selected), [findings, selected]);
  return (
    <CanvasListbox
      name="finding"
      label={STRINGS.findingsInTime(findings.length)}
      count={findings.length}
      selected={index}
      optionAt={(i) => {
        const finding = findings[i];
        if (!finding) return null;
        const place = placeOf(finding, lanes, tracks);
        return {
          id: finding.id,
          label: describeFinding(finding, outdated.has(finding.id)),
          place: place && { ...place, x: place.x + origin },
        };
      }}
      onReach={(i) => onReach(findings[i]?.span.start ?? 0)}
      onChoose={(i) => {
        const finding = findings[i];
        if (finding) onSelect(finding);
      }}
    />
  );
}

/** A finding in words: how grave, what, in which aspect, when, by which judge, whether on other shots, and what the judge said. */
function describeFinding(finding: Finding, isOutdated: boolean): string {
  const { aspect, judge, subDimension, message, span } = finding;
  const times = `${formatTime(span.start)}–${formatTime(span.end)}`;
  const facts = [findingWord(finding), subDimension.title, aspect.title, times, STRINGS.byJudge(judge)];
  return `${[...facts, ...(isOutdated ? [STRINGS.shotsCorrected] : [])].join(' · ')}. ${message}`;
}
