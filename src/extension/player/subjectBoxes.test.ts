import { expect, test } from 'vitest';
import { sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import { subjectBoxes } from './subjectBoxes.ts';

const boxesOf = (sketch: Parameters<typeof sketchSignals>[0]) =>
  subjectBoxes(sketchSignals(sketch)).map(({ times, boxes }) => ({
    times: [...times],
    corners: Array.from(times, (_, at) => Array.from(boxes.subarray(4 * at, 4 * at + 2), (side) => Number(side.toFixed(3)))),
  }));

test('the box lies around what draws the eye, and inside the picture', () => {
  const series = { saliencyX: (sample: number) => [0.5, 0.05, 0.99][sample] ?? 0, saliencyY: () => 0.5 };
  expect(boxesOf({ frames: 24, series: {}, samples: { series } })).toEqual([
    {
      times: [0, 0.32, 0.64],
      corners: [
        [0.333, 0.333],
        [0, 0.333],
        [0.667, 0.333],
      ],
    },
  ]);
});

test('it is followed neither into another shot nor through pictures in which many places compete', () => {
  const competes = (sample: number) => sample === 3;
  const series = {
    saliencyPeaks: (sample: number) => (competes(sample) ? 9 : 1),
    saliencyConcentration: (sample: number) => (competes(sample) ? 0.12 : 0.35),
  };
  const cut = { kind: 'cut', start: 0.6, end: 0.6, confidence: 1 } as const;
  expect(boxesOf({ frames: 48, boundaries: [cut], samples: { series } }).map(({ times }) => times)).toEqual([
    [0, 0.32],
    [0.64],
    [1.28, 1.6],
  ]);
});

test('a flat picture has none', () => {
  expect(boxesOf({ frames: 48, samples: { series: { saliencyPeaks: () => 0 } } })).toEqual([]);
});
