import { useMemo } from 'preact/hooks';
import type { Finding } from '../../../src/core/finding.ts';
import type { Taxonomy } from '../../../src/core/taxonomy/model.ts';
import type { TimeSpan } from '../../../src/core/time.ts';
import type { PlayerAnalysis } from '../../../src/protocol/messages.ts';
import type { ThumbnailSheets } from '../thumbnails/thumbnailSheets.ts';
import type { Scene } from './draw/scene.ts';
import { findingsByLane, Lane } from './lanes.ts';
import { laneHeight } from './laneTracks.ts';
import { FILMSTRIP_HEIGHT, LANE_ROW, mostLaneRows, NOTE_HEIGHT, SHOTS_HEIGHT, SOUND_HEIGHT, TRACE_HEIGHT } from './sizes.ts';
import { traceShape } from './traceShape.ts';
import { stackTracks, type TrackSize } from './trackLayout.ts';
import type { WantedTrace } from './useMeasurements.ts';
import { waveformLevels } from './waveform.ts';

interface SceneParts {
  readonly duration: number;
  readonly width: number;
  /** Pixels of a second at the zoom in force. */
  readonly perSecond: number;
  readonly analysis: PlayerAnalysis | null;
  /** Whether the clip is known to have sound or none. */
  readonly soundKnown: boolean;
  readonly taxonomy: Taxonomy;
  readonly findings: readonly Finding[];
  readonly traces: readonly WantedTrace[];
  readonly selected: string | null;
  readonly current: ReadonlySet<string>;
  readonly outdated: ReadonlySet<string>;
  readonly range: TimeSpan | null;
  readonly sheets: ThumbnailSheets | null;
}

/** The scene that the canvas draws, rebuilt only where something of it changed. */
export function useScene(parts: SceneParts): { readonly scene: Scene; readonly height: number } {
  const {
    duration,
    width,
    perSecond,
    analysis,
    soundKnown,
    taxonomy,
    findings,
    traces,
    selected,
    current,
    outdated,
    range,
    sheets,
  } = parts;
  const waveform = useMemo(() => (analysis?.waveform ? waveformLevels(analysis.waveform) : []), [analysis?.waveform]);
  const sizes = useMemo(() => ({ minimumWidth: LANE_ROW, gap: 2, mostRows: mostLaneRows(findings.length) }), [findings.length]);
  const fit = duration > 0 ? width / duration : 0;
  // Nothing is more crowded than the whole clip: so much room is kept, that zooming does not move the tracks.
  const byLane = useMemo(() => findingsByLane(taxonomy, findings), [taxonomy, findings]);
  const fitted = useMemo(
    () => byLane.map((own) => new Lane(own, { duration, perSecond: fit }, sizes)),
    [byLane, duration, fit, sizes],
  );
  const lanes = useMemo(
    () => (perSecond === fit ? fitted : byLane.map((own) => new Lane(own, { duration, perSecond }, sizes))),
    [byLane, duration, perSecond, fit, fitted, sizes],
  );
  const marked = useMemo(() => findings.filter(({ id }) => id === selected || current.has(id)), [findings, selected, current]);
  const shapes = useMemo(() => traces.flatMap(({ drawn }) => (drawn ? [traceShape(drawn)] : [])), [traces]);
  const { tracks, height } = useMemo(
    () =>
      stackTracks([
        ...analysisTracks(analysis, soundKnown),
        ...traces.map(({ operator }): TrackSize => ({ id: `trace:${operator}`, height: TRACE_HEIGHT })),
        ...laneTracks(fitted, lanes),
      ]),
    [analysis !== null, analysis?.waveform === null, (analysis?.traces.length ?? 0) > 0, soundKnown, traces, fitted, lanes],
  );
  const scene = useMemo<Scene>(
    () => ({
      duration,
      tracks,
      shots: analysis?.shots ?? [],
      boundaries: analysis?.boundaries ?? [],
      corrected: analysis?.shotEdits.added ?? [],
      waveform,
      traces: shapes,
      lanes,
      findings,
      selected,
      current,
      outdated,
      marked,
      range,
      sheets,
    }),
    [
      duration,
      tracks,
      analysis,
      waveform,
      shapes,
      lanes,
      findings,
      selected,
      current,
      outdated,
      marked,
      range?.start,
      range?.end,
      sheets,
    ],
  );
  return { scene, height };
}

function analysisTracks(analysis: PlayerAnalysis | null, soundKnown: boolean): TrackSize[] {
  if (!analysis) return [];
  return [
    { id: 'filmstrip', height: FILMSTRIP_HEIGHT },
    { id: 'shots', height: SHOTS_HEIGHT },
    ...(soundKnown ? [{ id: 'sound', height: analysis.waveform ? SOUND_HEIGHT : NOTE_HEIGHT } as const] : []),
    ...(analysis.traces.length > 0 ? [{ id: 'measurements', height: NOTE_HEIGHT } as const] : []),
  ];
}

function laneTracks(fitted: readonly Lane[], lanes: readonly Lane[]): TrackSize[] {
  if (lanes.length === 0) return [{ id: 'empty', height: NOTE_HEIGHT }];
  return lanes.map(({ aspect, rows }, i) => ({
    id: `lane:${aspect.id}`,
    height: laneHeight(Math.max(rows, fitted[i]?.rows ?? 0)),
  }));
}
