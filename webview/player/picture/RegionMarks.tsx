import { useMemo } from 'preact/hooks';
import { displayedSize, type VideoStream } from '../../../src/core/clip.ts';
import type { Finding } from '../../../src/core/finding.ts';
import type { PlayerEngine } from '../engine.ts';
import { findingsAt } from '../findingNavigation.ts';
import { useEngineValue } from '../useEngineValue.ts';

interface RegionMarksProps {
  readonly engine: PlayerEngine;
  readonly video: VideoStream;
  readonly findings: readonly Finding[];
  readonly selected: string | null;
}

/** Frames around the parts of the picture that the findings at the playhead are about. */
export function RegionMarks({ engine, video, findings, selected }: RegionMarksProps) {
  const located = useMemo(() => findings.filter(({ measurement }) => measurement?.region), [findings]);
  const currentIds = useEngineValue(engine, ({ time }) => findingsAt(located, time, 0).join('\n'));
  const current = new Set(currentIds.split('\n'));
  const shown = located.filter(({ id }) => current.has(id));
  if (shown.length === 0) return null;
  const { width, height } = displayedSize(video);
  return (
    // Fitted into its box as the video is into its own.
    <svg class="region-marks" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {shown.map(({ id, severity, measurement }) => {
        const region = measurement?.region;
        return (
          region && (
            <rect
              key={id}
              class={`region ${severity}${id === selected ? ' selected' : ''}`}
              x={region.x * width}
              y={region.y * height}
              width={region.width * width}
              height={region.height * height}
            />
          )
        );
      })}
    </svg>
  );
}
