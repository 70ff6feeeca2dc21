import { describe, expect, test } from 'vitest';
import { measureSketch, type PictureSketch, sketchContext, sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import { cutAt, type SketchCase, testSketchCases, within } from '../../../test/fixtures/sketchCases.ts';
import { banding } from './banding.ts';
import { blockiness } from './blockiness.ts';
import { blurLayers } from './blurLayers.ts';
import { clarityFluctuation } from './clarityFluctuation.ts';
import { effectiveResolution } from './effectiveResolution.ts';
import { focusHunting } from './focusHunting.ts';
import { noise } from './noise.ts';
import { ringing } from './ringing.ts';
import { sharpnessLoss } from './sharpnessLoss.ts';

type SeriesSketch = NonNullable<PictureSketch['series']>;

/** Blur takes more from fine than from coarser detail. */
const blurred = (shareLeft: (frame: number) => number): SeriesSketch => ({
  sharpness: (f) => 12 * shareLeft(f) ** 1.5,
  sharpness2: (f) => 14 * shareLeft(f),
  sharpness4: (f) => 16 * shareLeft(f) ** 0.4,
});

const CASES: readonly SketchCase[] = [
  {
    operator: sharpnessLoss,
    what: 'focus that jumps away and back',
    sketch: { frames: 150, series: blurred((f) => (within(f, 60, 80) ? 0.3 : 1)) },
    found: [[32.41, 60, 80]],
  },
  {
    operator: sharpnessLoss,
    what: 'the same in a picture that is soft already',
    sketch: {
      frames: 150,
      series: {
        sharpness: (f) => (within(f, 60, 80) ? 1.8 : 3.3),
        sharpness2: (f) => (within(f, 60, 80) ? 2.9 : 5.8),
        sharpness4: (f) => (within(f, 60, 80) ? 9 : 13),
      },
    },
    found: [[53.97, 60, 80]],
  },
  {
    operator: sharpnessLoss,
    what: 'focus pulled over a second',
    sketch: { frames: 150, series: blurred((f) => 1 - 0.75 * Math.min(1, Math.max(0, (f - 60) / 25))) },
    found: [],
  },
  {
    operator: sharpnessLoss,
    what: 'light that falls to a third',
    sketch: {
      frames: 150,
      series: { sharpness2: (f) => (within(f, 60, 80) ? 4.7 : 14), sharpness4: (f) => (within(f, 60, 80) ? 5.3 : 16) },
    },
    found: [],
  },
  {
    operator: sharpnessLoss,
    what: 'something flat before the lens',
    sketch: {
      frames: 150,
      series: { ...blurred((f) => (within(f, 60, 80) ? 0.3 : 1)), structure: (f) => (within(f, 60, 80) ? 4 : 20) },
    },
    found: [],
  },
  {
    operator: sharpnessLoss,
    what: 'a whip pan',
    sketch: {
      frames: 150,
      series: { ...blurred((f) => (within(f, 60, 70) ? 0.3 : 1)), panX: (f) => (within(f, 60, 71) ? 0.05 : 0) },
    },
    found: [],
  },
  {
    operator: sharpnessLoss,
    what: 'a soft shot after a cut',
    sketch: { frames: 150, series: blurred((f) => (f < 75 ? 1 : 0.3)), boundaries: [cutAt(75)] },
    found: [],
  },
  {
    operator: sharpnessLoss,
    what: 'an empty wall',
    sketch: { frames: 150, series: { sharpness2: () => 0.5, sharpness4: () => 0.6 } },
    found: 'unmeasurable',
  },
  {
    operator: focusHunting,
    what: 'focus that swings five times',
    sketch: {
      frames: 150,
      series: blurred((f) => (within(f, 50, 100) ? 0.65 + 0.35 * Math.cos((2 * Math.PI * (f - 50)) / 20) : 1)),
    },
    found: [[5, 52, 99]],
  },
  {
    operator: focusHunting,
    what: 'a pull with one correction',
    sketch: {
      frames: 150,
      series: blurred((f) => (f < 50 ? 0.4 : f < 65 ? 0.4 + (0.6 * (f - 50)) / 15 : f < 75 ? 1 - 0.03 * (f - 65) : 0.7)),
    },
    found: [],
  },
  {
    operator: focusHunting,
    what: 'frames that alternate too fast for a lens',
    sketch: { frames: 150, series: blurred((f) => (f % 2 === 0 ? 0.5 : 1)) },
    found: [],
  },
  {
    operator: clarityFluctuation,
    what: 'sharpness that jumps up with every key frame and decays',
    sketch: { frames: 150, series: blurred((f) => 1 - 0.4 * ((f % 25) / 25)) },
    found: [[29.79, 25, 125]],
  },
  {
    operator: clarityFluctuation,
    what: 'every other stretch of five frames soft',
    sketch: { frames: 150, series: blurred((f) => (within(f, 40, 100) && Math.floor(f / 5) % 2 === 0 ? 0.6 : 1)) },
    found: [[32.25, 40, 95]],
  },
  {
    operator: clarityFluctuation,
    what: 'a slow search for focus',
    sketch: { frames: 150, series: blurred((f) => 0.7 + 0.3 * Math.cos((2 * Math.PI * f) / 18)) },
    found: [],
  },
  {
    operator: clarityFluctuation,
    what: 'the same while coarse structure and light drift',
    sketch: {
      frames: 150,
      series: {
        ...blurred((f) => (within(f, 40, 100) && Math.floor(f / 5) % 2 === 0 ? 0.6 : 1)),
        structure: (f) => 10 + f / 20,
        lumaMean: (f) => 100 + f / 2,
      },
    },
    found: [[32.48, 40, 95]],
  },
  {
    operator: clarityFluctuation,
    what: 'one loss of focus',
    sketch: { frames: 150, series: blurred((f) => (within(f, 60, 80) ? 0.3 : 1)) },
    found: [],
  },
  {
    operator: clarityFluctuation,
    what: 'light that flickers',
    sketch: {
      frames: 150,
      series: { sharpness2: (f) => (f % 2 === 0 ? 14 : 12), sharpness4: (f) => (f % 2 === 0 ? 16 : 13.7) },
    },
    found: [],
  },
  {
    operator: blockiness,
    what: 'blocks for two seconds',
    sketch: {
      frames: 150,
      series: { blockiness: (f) => (within(f, 50, 100) ? 3 : 1.1), blockBends: (f) => (within(f, 50, 100) ? 2 : 1) },
    },
    found: [[3.15, 50, 100]],
  },
  {
    operator: blockiness,
    what: 'blocks that show with every key frame only',
    sketch: {
      frames: 150,
      series: {
        sharpness: (f) => (within(f, 45, 105) ? 14 : 9),
        blockiness: (f) => (within(f, 45, 105) && f % 12 === 0 ? 6 : 1.1),
        blockBends: (f) => (within(f, 45, 105) && f % 12 === 0 ? 4 : 1),
      },
    },
    found: [[4.9, 45, 105]],
  },
  {
    operator: blockiness,
    what: 'weak blocks that come and go at once',
    sketch: {
      frames: 150,
      series: { blockiness: (f) => (within(f, 50, 80) ? 1.9 : 1.15), blockBends: (f) => (within(f, 50, 80) ? 1.4 : 1.05) },
    },
    found: [[1.9, 50, 80]],
  },
  {
    operator: blockiness,
    what: 'texture as strong as those throughout',
    sketch: { frames: 150, series: { blockiness: () => 1.9, blockBends: () => 1.4 } },
    found: [],
  },
  {
    operator: blockiness,
    what: 'texture as strong as those that comes into view',
    sketch: {
      frames: 150,
      series: {
        blockiness: (f) => 1.15 + 0.75 * Math.max(0, 1 - Math.abs(f - 70) / 20),
        blockBends: (f) => 1.05 + 0.35 * Math.max(0, 1 - Math.abs(f - 70) / 20),
      },
    },
    found: [],
  },
  {
    operator: blockiness,
    what: 'one frame with blocks',
    sketch: { frames: 150, series: { blockiness: (f) => (f === 70 ? 6 : 1.1), blockBends: (f) => (f === 70 ? 4 : 1) } },
    found: [],
  },
  {
    operator: sharpnessLoss,
    what: 'a slight loss while the picture becomes more detailed',
    sketch: { frames: 150, series: blurred((f) => (within(f, 60, 80) ? 0.65 : 1) * (1 - Math.abs(70 - f) / 200)) },
    found: [[67.95, 60, 80]],
  },
  {
    operator: ringing,
    what: 'sharpening that comes and goes',
    sketch: { frames: 150, series: blurred((f) => (within(f, 60, 100) ? 1.6 : 1)) },
    found: [[17.69, 60, 100]],
  },
  {
    operator: ringing,
    what: 'noise that comes and goes',
    sketch: {
      frames: 150,
      series: { ...blurred((f) => (within(f, 60, 100) ? 1.6 : 1)), noise: (f) => (within(f, 60, 100) ? 9 : 1) },
    },
    found: 'unmeasurable',
  },
  {
    operator: noise,
    what: 'strong noise',
    sketch: { frames: 100, series: { noise: (f) => (within(f, 30, 70) ? 14 : 1), detailChange: () => 16 } },
    found: [[14, 30, 70]],
  },
  { operator: noise, what: 'film grain', sketch: { frames: 100, series: { noise: () => 5, detailChange: () => 7 } }, found: [] },
  {
    operator: noise,
    what: 'still gravel',
    sketch: { frames: 100, series: { noise: () => 15, detailChange: () => 1 } },
    found: [],
  },
  {
    operator: banding,
    what: 'a sky in steps for a second and a half',
    sketch: {
      frames: 100,
      tiles: {
        samples: 16,
        series: {
          bandedShare: (i, tile) => (within(i, 4, 10) && tile < 3 ? 0.45 : 0),
          bandStep: (i, tile) => (within(i, 4, 10) && tile < 3 ? 4.6 : Number.NaN),
        },
      },
    },
    found: [[15, 25, 63]],
  },
  {
    operator: banding,
    what: 'the finest steps that 8 bits can make',
    sketch: { frames: 100, tiles: { samples: 16, series: { bandedShare: () => 0.6, bandStep: () => 1.16 } } },
    found: [],
  },
  {
    operator: banding,
    what: 'the finest steps nearly everywhere, larger ones in a corner',
    sketch: {
      frames: 100,
      tiles: { samples: 16, series: { bandedShare: () => 0.2, bandStep: (_, tile) => (tile === 0 ? 3.5 : 1.16) } },
    },
    found: [],
  },
  {
    operator: banding,
    what: 'clear steps in one place for two seconds, the finest ones elsewhere',
    sketch: {
      frames: 100,
      tiles: {
        samples: 16,
        series: { bandedShare: () => 0.4, bandStep: (i, tile) => (tile === 4 && within(i, 3, 11) ? 2.9 : 1.16) },
      },
    },
    found: [[4.44, 19, 69]],
  },
  {
    operator: banding,
    what: 'a sky in steps while a shadow passes',
    sketch: {
      frames: 100,
      series: { lumaMean: (f) => 100 + f / 4 },
      tiles: {
        samples: 16,
        series: { bandedShare: (i) => (within(i, 4, 10) ? (i === 4 ? 0.004 : 0.1) : 0), bandStep: () => 4.6 },
      },
    },
    found: [[10, 25, 63]],
  },
  {
    operator: banding,
    what: 'steps that belong to blocks',
    sketch: {
      frames: 100,
      series: { blockiness: () => 3, blockBends: () => 2 },
      tiles: { samples: 16, series: { bandedShare: () => 0.3, bandStep: () => 4 } },
    },
    found: [],
  },
  {
    operator: ringing,
    what: 'halos throughout',
    sketch: { frames: 100, tiles: { samples: 16, series: { halo: () => 0.16 } } },
    found: [[16, 0, 100]],
  },
  {
    operator: ringing,
    what: 'no edge that stands free',
    sketch: { frames: 100, tiles: { samples: 16, series: { halo: () => Number.NaN, haloSides: () => 1 } } },
    found: 'unmeasurable',
  },
  {
    operator: effectiveResolution,
    what: 'a picture enlarged three times',
    sketch: { frames: 100, tiles: { samples: 16, series: { detailFrequency: () => 0.33 } } },
    found: [[33, 0, 100]],
  },
  {
    operator: effectiveResolution,
    what: 'a soft picture that is sharp in one place',
    sketch: { frames: 100, tiles: { samples: 16, series: { detailFrequency: (_, tile) => (tile === 4 ? 0.55 : 0.2) } } },
    found: [],
  },
  {
    operator: effectiveResolution,
    what: 'a picture enlarged so much that only its edges tell',
    sketch: { frames: 100, tiles: { samples: 16, series: { detailFrequency: () => Number.NaN, edgeWidth: () => 4 } } },
    found: [[15.92, 0, 100]],
  },
  {
    operator: effectiveResolution,
    what: 'fog',
    sketch: {
      frames: 100,
      tiles: { samples: 16, series: { detailFrequency: () => Number.NaN, edgeWidth: () => Number.NaN } },
    },
    found: 'unmeasurable',
  },
  {
    operator: blurLayers,
    what: 'a soft background in the second shot',
    sketch: {
      frames: 100,
      boundaries: [cutAt(50)],
      tiles: { samples: 16, series: { edgeWidth: (i, tile) => (i >= 8 && tile < 3 ? 6 : 2) } },
    },
    found: [
      [1, 0, 50],
      [3, 50, 100],
    ],
  },
];

testSketchCases(CASES);

test('banding names the part of the picture', () => {
  const outcome = measureSketch(banding, {
    frames: 100,
    tiles: { samples: 16, series: { bandedShare: (_, tile) => (tile < 3 ? 0.5 : 0), bandStep: () => 5 } },
  });
  const region = outcome.status === 'measured' ? outcome.events[0]?.measurement.region : undefined;
  expect(region?.y).toBeCloseTo(0.1);
  expect(region?.height).toBeCloseTo(0.13);
  expect(region?.width).toBeGreaterThan(0.7);
});

describe('traces', () => {
  test('speak of the frames or samples inside the range', () => {
    const signals = sketchSignals({ frames: 100, tiles: { samples: 16 } });
    const context = sketchContext(signals, { start: 1, end: 2 });
    expect(blockiness.trace?.(context)?.times).toHaveLength(25);
    expect([...(ringing.trace?.(context)?.times ?? [])]).toEqual([1, 1.25, 1.5, 1.75]);
    expect(effectiveResolution.trace?.(context)?.values[0]).toBe(50);
  });
});
