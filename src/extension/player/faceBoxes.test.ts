import { expect, test } from 'vitest';
import { FACE_SERIES, type FaceTrack } from '../../core/faces.ts';
import { faceBoxes } from './faceBoxes.ts';

test('each sighting of a face becomes a box of its own', () => {
  const values: Record<string, readonly number[]> = { x: [0.25, 0.5], y: [0, 0.125], width: [0.5, 0.25], height: [1, 0.75] };
  const series = Object.fromEntries(FACE_SERIES.map((name) => [name, Float32Array.from(values[name] ?? [9, 9])]));
  const track = { times: Float64Array.of(1, 2), series } as FaceTrack; // fromEntries forgets the names
  const signals = { times: track.times, pictureHeight: 256, tracks: [track], doubtful: 0 };
  expect(faceBoxes(signals)).toEqual([{ times: track.times, boxes: Float32Array.of(0.25, 0, 0.5, 1, 0.5, 0.125, 0.25, 0.75) }]);
  expect(faceBoxes(null)).toEqual([]);
});
