import { describe, expect, it } from 'vitest';
import { type PictureSketch, sketchContext, sketchSignals } from '../../../test/fixtures/pictureSignals.ts';
import type { Fidelity } from '../../core/fidelity.ts';
import type { Boundary } from '../../core/signals.ts';
import type { OperatorOutcome, ProxyOperator } from './operator.ts';
import { referenceDuration } from './referenceDuration.ts';
import { referenceFidelity } from './referenceFidelity.ts';
import { referenceMotion } from './referenceMotion.ts';
import { referencePalette } from './referencePalette.ts';
import { referenceShots } from './referenceShots.ts';

const cutAt = (start: number): Boundary => ({ kind: 'cut', start, end: start, confidence: 1 });

function against(operator: ProxyOperator, clip: PictureSketch, reference: PictureSketch, fidelity: Fidelity | null = null) {
  const other = sketchContext(sketchSignals(reference));
  return operator.measure({
    ...sketchContext(sketchSignals(clip)),
    reference: { signals: other.signals, clip: other.clip, fidelity },
  });
}

function measuredValue(outcome: OperatorOutcome): number {
  return outcome.status === 'measured' ? outcome.summary.measurement.value : Number.NaN;
}

describe('without a reference', () => {
  it.each([referenceDuration, referenceShots, referencePalette, referenceMotion, referenceFidelity])(
    '$id has nothing to compare',
    (operator) => {
      expect(operator.measure(sketchContext(sketchSignals({ frames: 100 })))).toMatchObject({ status: 'not-applicable' });
    },
  );
});

describe('against a reference', () => {
  it('lengths differ by seconds', () => {
    expect(measuredValue(against(referenceDuration, { frames: 100 }, { frames: 150 }))).toBeCloseTo(-2, 6);
  });

  it('shot lengths differ by as much as they are apart', () => {
    const shots = (...cuts: number[]): PictureSketch => ({ frames: 250, boundaries: cuts.map(cutAt) });
    expect(measuredValue(against(referenceShots, shots(2, 6), shots(4, 8)))).toBeCloseTo(0, 6);
    // 5 + 5 against 10: half of the quantiles are 5 apart, and so is the other half.
    expect(measuredValue(against(referenceShots, shots(5), shots()))).toBeCloseTo(5, 6);
  });

  it('palettes lie as far apart as their colours', () => {
    const black = 3 * 7 + 3;
    const white = (4 * 7 + 3) * 7 + 3;
    const painted = (palette: (sample: number) => number): PictureSketch => ({ frames: 100, samples: { palette } });
    expect(
      measuredValue(
        against(
          referencePalette,
          painted(() => black),
          painted(() => black),
        ),
      ),
    ).toBe(0);
    expect(
      measuredValue(
        against(
          referencePalette,
          painted(() => black),
          painted(() => white),
        ),
      ),
    ).toBeCloseTo(100, 0);
    // Black and white by turns lies half way.
    const turns = painted((sample) => (sample % 2 === 0 ? black : white));
    const half = measuredValue(
      against(
        referencePalette,
        painted(() => black),
        turns,
      ),
    );
    expect(half).toBeGreaterThan(40);
    expect(half).toBeLessThan(60);
  });

  it('movement follows, or opposes, that of the reference', () => {
    const beat = (phase: number): PictureSketch => ({
      frames: 100,
      series: { change: (frame) => 4 + 3 * Math.sin((2 * Math.PI * frame) / 25 + phase) },
    });
    expect(measuredValue(against(referenceMotion, beat(0), beat(0)))).toBeCloseTo(1, 3);
    expect(measuredValue(against(referenceMotion, beat(0), beat(Math.PI)))).toBeLessThan(-0.8);
  });

  it('the camera follows, opposes, or rests where that of the reference moves', () => {
    const pan = (speed: number): PictureSketch => ({ frames: 100, series: { panX: () => speed } });
    expect(measuredValue(against(referenceMotion, pan(0.004), pan(0.008)))).toBeCloseTo(1, 3);
    expect(measuredValue(against(referenceMotion, pan(0.004), pan(-0.004)))).toBeCloseTo(-1, 3);
    expect(measuredValue(against(referenceMotion, pan(0.004), pan(0)))).toBe(0);
    const sway = (axis: 'panX' | 'panY'): PictureSketch => ({
      frames: 100,
      series: { [axis]: (frame: number) => 0.01 * Math.sin((2 * Math.PI * frame) / 25) },
    });
    expect(measuredValue(against(referenceMotion, sway('panX'), sway('panX')))).toBeCloseTo(1, 3);
    expect(measuredValue(against(referenceMotion, sway('panX'), sway('panY')))).toBeCloseTo(0, 3);
  });

  it('movement is not compared where there is none, or hardly any time', () => {
    expect(against(referenceMotion, { frames: 100 }, { frames: 100, series: { change: () => 0 } })).toMatchObject({
      status: 'unmeasurable',
    });
    expect(against(referenceMotion, { frames: 20 }, { frames: 20 })).toMatchObject({ status: 'unmeasurable' });
  });

  it('frames are compared only where the same content is claimed', () => {
    const fidelity = {
      times: Float64Array.of(0, 1, 2),
      psnr: Float32Array.of(40, 20, 30),
      ssim: Float32Array.of(1, 0.4, 0.7),
      motionDifference: new Float32Array(),
    };
    expect(against(referenceFidelity, { frames: 75 }, { frames: 75 })).toMatchObject({ status: 'not-applicable' });
    const outcome = against(referenceFidelity, { frames: 75 }, { frames: 75 }, fidelity);
    expect(measuredValue(outcome)).toBeCloseTo(0.7, 6);
    expect(outcome).toMatchObject({
      events: [
        {
          measurement: { span: { start: 1, end: 1 }, threshold: null },
          sentence: 'Least like the reference: SSIM 0.4, PSNR 20 dB.',
        },
      ],
    });
  });
});
