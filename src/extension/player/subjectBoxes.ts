import type { Signals } from '../../core/signals.ts';
import { hasSubject, saliencyOf } from '../../core/subject.ts';
import type { BoxTrack } from '../../protocol/messages.ts';

/** Side of the box as share of the picture's: that of the window in which prominence is measured. */
const SIDE = 1 / 3;

/** What draws the eye first, as the player draws it: one track for as long as there is such a place and no new shot begins. */
export function subjectBoxes({ frames, samples, boundaries }: Pick<Signals, 'frames' | 'samples' | 'boundaries'>): BoxTrack[] {
  const tracks: { times: number[]; boxes: number[] }[] = [];
  let isFollowed = false;
  let next = 0;
  for (const [sample, frame] of samples.frames.entries()) {
    const time = frames.times[frame] ?? 0;
    const shots = next;
    while ((boundaries[next]?.start ?? Number.POSITIVE_INFINITY) <= time) next++;
    const isSeen = hasSubject(saliencyOf(samples, sample));
    if (isSeen) {
      if (!isFollowed || next > shots) tracks.push({ times: [], boxes: [] });
      const { saliencyX, saliencyY } = samples.series;
      tracks.at(-1)?.times.push(time);
      tracks.at(-1)?.boxes.push(leastSide(saliencyX[sample]), leastSide(saliencyY[sample]), SIDE, SIDE);
    }
    isFollowed = isSeen;
  }
  return tracks.map(({ times, boxes }) => ({ times: Float64Array.from(times), boxes: Float32Array.from(boxes) }));
}

/** Where the box around a centre begins, so that it lies inside the picture. */
function leastSide(centre = 0.5): number {
  return Math.min(Math.max(centre - SIDE / 2, 0), 1 - SIDE);
}
