import type { Boundary } from '../../../src/core/signals.ts';
import { type DrawnTrace, valueAt } from '../../../src/core/trace.ts';
import { STRINGS } from '../../ui/strings.ts';
import type { Scene } from './draw/scene.ts';
import type { Hit } from './hitTest.ts';
import { firstAbove } from './spanIndex.ts';

/** Seconds by which a corrected boundary may be off the one that a person put. */
const SAME_BOUNDARY = 0.002;

/** What was measured at clip time `time`, with its unit; a dash where nothing was. */
export function measuredWords(trace: DrawnTrace, time: number): string {
  const value = valueAt(trace, time);
  return value === null ? '–' : `${Number(value.toPrecision(3))}\u00a0${trace.unit}`.trimEnd();
}

/** What kind of boundary it is, and whether a person put it. */
export function boundaryWords({ corrected }: Pick<Scene, 'corrected'>, { kind, start, end }: Boundary): string[] {
  const isCorrected = corrected.some((time) => Math.abs(time - (start + end) / 2) < SAME_BOUNDARY);
  return [STRINGS.boundary[kind], ...(isCorrected ? [STRINGS.correctedBoundary] : [])];
}

/**
 * What a place on the timeline is, besides what was found there: the value of the curve under the pointer, and the shot with the
 * transition that the place lies in. Of a clip of one shot there is nothing to say.
 */
export function placeWords(scene: Pick<Scene, 'shots' | 'boundaries' | 'corrected'>, time: number, hit: Hit): string[] {
  const { shots, boundaries } = scene;
  const measured = hit.kind === 'trace' ? [STRINGS.measuredAt(hit.trace.title, measuredWords(hit.trace, time))] : [];
  if (shots.length < 2) return measured;
  const number = firstAbove(
    Float64Array.from(shots, ({ start }) => start),
    time + 1e-6,
  );
  const boundary =
    hit.kind === 'boundary'
      ? hit.boundary
      : boundaries.find(({ kind, start, end }) => kind !== 'cut' && start <= time && time <= end);
  const shot = [STRINGS.shot(number), ...(boundary ? boundaryWords(scene, boundary) : [])];
  return [...measured, shot.join(' · ')];
}
