import { COLOUR_SERIES, type ColourSeries } from '../../core/series/colour.ts';
import { createKernels } from '../kernels/kernels.ts';
import type { Size } from './frameGeometry.ts';
import { growableSeries } from './growable.ts';
import { orderStatistic } from './orderStatistic.ts';
import { CELLS, type ShotFeatures } from './shotFeatures.ts';

export interface ColourExtractor {
  /**
   * Takes the next small frame, 4:2:0 planar, full range; valid during the call only.
   *
   * @param features of the same frame: the means of its cells are read.
   */
  push(frame: Uint8Array, features: ShotFeatures): void;
  finish(): Record<ColourSeries, Float32Array>;
}

// ITU-R BT.709, full range: R = Y + 1.5748 Cr, B = Y + 1.8556 Cb, G = Y − 0.1873 Cb − 0.4681 Cr. Luma drops out of the opponents of
// Hasler & Süsstrunk (R − G and (R + G) / 2 − B), so that their moments follow from those of Cb and Cr.
interface Opponent {
  readonly blue: number;
  readonly red: number;
}
const RED_GREEN: Opponent = { blue: 0.1873, red: 1.5748 + 0.4681 };
const YELLOW_BLUE: Opponent = { blue: -0.1873 / 2 - 1.8556, red: (1.5748 - 0.4681) / 2 };

/** Colour of the whole picture; nothing is allocated per frame. */
export function createColourExtractor({ width, height }: Size): ColourExtractor {
  const series = growableSeries(COLOUR_SERIES);
  const across = width >> 1;
  const down = height >> 1;
  const pixels = across * down;
  const kernels = createKernels(6 * pixels + 512);
  const planes = kernels.bytes(6 * pixels);
  const bluePlane = planes.address + 4 * pixels;
  const sums = kernels.integers(9);
  const previous = new Float32Array(2 * CELLS);
  const steps = new Float32Array(CELLS);
  let count = 0;

  /** One pass over both chroma planes. */
  function pushColour(frame: Uint8Array): void {
    planes.view.set(frame);
    sums.view.fill(0);
    let distances = 0;
    for (let y = 0; y < down; y++) {
      const row = bluePlane + y * across;
      distances += kernels.run.chromaMoments(planes.address + 2 * y * width, row, row + pixels, across, sums.address);
    }
    const [blueSum = 0, redSum = 0, blueSquares = 0, redSquares = 0, products = 0] = sums.view;
    const [neutralBlue = 0, neutralRed = 0, neutralLuma = 0, neutral = 0] = sums.view.subarray(5);
    const blue = blueSum / pixels;
    const red = redSum / pixels;
    series.of.blueMean.push(blue);
    series.of.redMean.push(red);
    series.of.saturation.push(distances / pixels);
    series.of.colourfulness.push(
      colourfulnessOf(
        blue,
        red,
        blueSquares / pixels - blue * blue,
        redSquares / pixels - red * red,
        products / pixels - blue * red,
      ),
    );
    const some = Math.max(1, neutral);
    series.of.neutralBlue.push(neutralBlue / some);
    series.of.neutralRed.push(neutralRed / some);
    series.of.neutralLuma.push(neutralLuma / some);
    series.of.neutralShare.push(neutral / pixels);
  }

  /** Median step of one chroma plane's cells; `plane` 0 is Cb, 1 is Cr. */
  function medianStep(cells: Float32Array, plane: 0 | 1): number {
    const offset = plane * CELLS;
    for (let cell = 0; cell < CELLS; cell++) {
      const value = cells[CELLS + offset + cell] ?? 0;
      steps[cell] = value - (previous[offset + cell] ?? 0);
      previous[offset + cell] = value;
    }
    return count === 0 ? 0 : orderStatistic(steps, CELLS >> 1);
  }

  return {
    push(frame, features) {
      pushColour(frame);
      series.of.blueStep.push(medianStep(features.cells, 0));
      series.of.redStep.push(medianStep(features.cells, 1));
      count++;
    },
    finish: () => series.finish(),
  };
}

function colourfulnessOf(blue: number, red: number, blueVariance: number, redVariance: number, covariance: number): number {
  const meanOf = (opponent: Opponent) => opponent.blue * blue + opponent.red * red;
  const varianceOf = (opponent: Opponent) =>
    opponent.blue ** 2 * blueVariance + opponent.red ** 2 * redVariance + 2 * opponent.blue * opponent.red * covariance;
  const deviation = Math.sqrt(Math.max(0, varianceOf(RED_GREEN) + varianceOf(YELLOW_BLUE)));
  return deviation + 0.3 * Math.hypot(meanOf(RED_GREEN), meanOf(YELLOW_BLUE));
}
