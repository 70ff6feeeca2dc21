import * as z from 'zod';
import { FACE_SERIES, type FaceSeries, type FaceSignals } from '../../core/faces.ts';

/** What the header of a signals file says about faces. */
export const facesHeaderSchema = z.object({
  looks: z.number().int().min(0),
  pictureHeight: z.number(),
  doubtful: z.number().int().min(0),
  /** Number of moments of each track. */
  tracks: z.array(z.number().int().min(0)),
});

export function facesHeaderOf({ times, pictureHeight, doubtful, tracks }: FaceSignals): z.infer<typeof facesHeaderSchema> {
  return { looks: times.length, pictureHeight, doubtful, tracks: tracks.map((track) => track.times.length) };
}

/** The arrays of a signals file that hold faces, in the order in which `readFaces` takes them. */
export function facesArraysOf({ times, tracks }: FaceSignals): (Float64Array | Float32Array)[] {
  return [times, ...tracks.flatMap((track) => [track.times, ...FACE_SERIES.map((name) => track.series[name])])];
}

/** Faces out of the arrays that `float64` and `float32` take from the file one after the other. */
export function readFaces(
  { looks, pictureHeight, doubtful, tracks }: z.infer<typeof facesHeaderSchema>,
  { float64, float32 }: { float64(length: number): Float64Array; float32(length: number): Float32Array },
): FaceSignals {
  const times = float64(looks);
  const read = tracks.map((length) => ({
    times: float64(length),
    // Made from the list of all names.
    series: Object.fromEntries(FACE_SERIES.map((name) => [name, float32(length)])) as Record<FaceSeries, Float32Array>,
  }));
  return { times, pictureHeight, doubtful, tracks: read };
}
