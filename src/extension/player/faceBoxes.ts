import type { FaceSignals } from '../../core/faces.ts';
import type { BoxTrack } from '../../protocol/messages.ts';

/** The faces that were followed, as the player draws them. */
export function faceBoxes(faces: FaceSignals | null): BoxTrack[] {
  return (faces?.tracks ?? []).map(({ times, series: { x, y, width, height } }) => ({
    times,
    boxes: Float32Array.from({ length: 4 * times.length }, (_, at) => [x, y, width, height][at % 4]?.[at >> 2] ?? 0),
  }));
}
