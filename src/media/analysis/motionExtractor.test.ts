import { describe, expect, test } from 'vitest';
import type { MotionSeries } from '../../core/series/motion.ts';
import { createMotionExtractor } from './motionExtractor.ts';

const SIZE = { width: 160, height: 90 };

/** A picture without edges of its own: luma at any place, in pixels from the middle. */
type Scene = (x: number, y: number) => number;

/** Waves of many directions, so that every block can be located. */
const WAVES = Array.from({ length: 40 }, (_, i) => {
  const angle = 2.4 * i;
  const length = 7 + (i % 9) * 4;
  return { x: (2 * Math.PI * Math.cos(angle)) / length, y: (2 * Math.PI * Math.sin(angle)) / length, phase: 1.7 * i * i };
});
const waves: Scene = (x, y) => 128 + 9 * WAVES.reduce((sum, wave) => sum + Math.sin(wave.x * x + wave.y * y + wave.phase), 0);

const fraction = (value: number) => value - Math.floor(value);

function frameOf(scene: Scene, { width, height } = SIZE): Uint8Array {
  const frame = new Uint8Array((width * height * 3) / 2).fill(128);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const luma = scene(x + 0.5 - width / 2, y + 0.5 - height / 2);
      frame[y * width + x] = Math.min(255, Math.max(0, Math.round(luma)));
    }
  }
  return frame;
}

function extracted(count: number, scene: (frame: number) => Scene, size = SIZE): Record<MotionSeries, Float32Array> {
  const extractor = createMotionExtractor(size);
  for (let frame = 0; frame < count; frame++) extractor.push(frameOf(scene(frame), size));
  return extractor.finish();
}

const mean = (values: Float32Array) => values.subarray(1).reduce((a, b) => a + b, 0) / (values.length - 1);

describe('camera motion', () => {
  test('a pan is told to a few hundredths of a pixel', () => {
    const { panX, panY, zoom, roll, panConfidence, localMotion } = extracted(
      12,
      (n) => (x, y) => waves(x - 1.3 * n, y + 0.4 * n),
    );
    expect(panX[0]).toBe(0);
    for (let n = 1; n < 12; n++) {
      expect((panX[n] ?? 0) * 160).toBeCloseTo(1.3, 1);
      expect((panY[n] ?? 0) * 90).toBeCloseTo(-0.4, 1);
    }
    expect(mean(zoom)).toBeCloseTo(0, 3);
    expect(mean(roll)).toBeCloseTo(0, 3);
    expect(mean(panConfidence)).toBeGreaterThan(0.9);
    expect(mean(localMotion)).toBeLessThan(0.001);
  });

  test('a zoom and a roll are told apart from a pan', () => {
    const zoomed = extracted(8, (n) => (x, y) => waves(x / 1.01 ** n, y / 1.01 ** n));
    expect(mean(zoomed.zoom)).toBeCloseTo(0.01, 3);
    expect(mean(zoomed.roll)).toBeCloseTo(0, 3);
    expect(mean(zoomed.panX) * 160).toBeCloseTo(0, 1);
    // Clockwise on screen, where y points down.
    const turned = extracted(8, (n) => (x, y) => {
      const angle = -0.01 * n;
      return waves(x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle));
    });
    expect(mean(turned.roll)).toBeCloseTo(0.01, 3);
    expect(mean(turned.zoom)).toBeCloseTo(0, 3);
  });

  test('a leap across a fifth of the picture is found', () => {
    const { panX } = extracted(3, (n) => (x, y) => waves(x - 32 * n, y));
    expect((panX[1] ?? 0) * 160).toBeCloseTo(32, 1);
  });

  test('a subject in the middle does not move the camera, and is told where it goes', () => {
    const inside = (x: number, y: number) => Math.hypot(x - 30, y) < 26;
    const series = extracted(8, (n) => (x, y) => (inside(x, y) ? waves(x + 500 - 2 * n, y) : waves(x, y)));
    expect(Math.abs(mean(series.panX)) * 160).toBeLessThan(0.05);
    expect(mean(series.moverX) * 160).toBeCloseTo(2, 0);
    expect(mean(series.moverAt)).toBeGreaterThan(0.6);
    expect(mean(series.localMotion)).toBeGreaterThan(0.001);
  });

  test.each([
    ['an even picture', SIZE, () => () => 90],
    ['a picture of 2 × 2 pixels', { width: 2, height: 2 }, () => (x: number) => 90 + x],
    ['a picture as narrow as one block', { width: 16, height: 160 }, () => waves],
  ] as const)('%s gives numbers and claims nothing false', (_, size, scene) => {
    const series = extracted(3, scene, size);
    for (const values of Object.values(series)) expect([...values].every(Number.isFinite)).toBe(true);
    expect(mean(series.panX)).toBeCloseTo(0, 5);
  });
});

describe('redrawn detail', () => {
  /** A patch of the right half whose texture jumps about its place, anew in every frame. */
  const jumping =
    (jump: number, from = 0) =>
    (n: number): Scene =>
    (x, y) => {
      if (n < from || Math.abs(x - 40) > 26 || Math.abs(y) > 26) return waves(x, y);
      const cell = Math.floor(x / 9) * 37 + Math.floor(y / 9) * 91 + 1;
      return waves(x + jump * Math.sin(cell * n * n * 12.9898), y + jump * Math.sin(cell * n * n * 78.233));
    };

  test('is measured, located and timed', () => {
    const { redraw, redrawLeft, redrawTop, redrawWidth, redrawHeight } = extracted(60, jumping(0.6, 30));
    expect((redraw[20] ?? 0) * 160).toBeLessThan(0.05);
    expect((redraw[45] ?? 0) * 160).toBeGreaterThan(0.2);
    const left = redrawLeft[45] ?? 0;
    const top = redrawTop[45] ?? 0;
    expect(left).toBeGreaterThan(0.4);
    expect(left + (redrawWidth[45] ?? 0)).toBeLessThanOrEqual(1);
    expect(top + (redrawHeight[45] ?? 0) / 2).toBeCloseTo(0.5, 0);
  });

  test.each<[string, (n: number) => Scene]>([
    ['a still picture', () => waves],
    ['a camera that trembles', (n) => (x, y) => waves(x + 0.6 * Math.sin(n * n * 12.9898), y + 0.6 * Math.sin(n * n * 78.233))],
    ['ripples', (n) => (x, y) => waves(x + 0.8 * Math.sin(x / 9 + n / 3), y + 0.8 * Math.sin(y / 7 + n / 4))],
    [
      'a noisy sensor',
      (n) => (x, y) => waves(x, y) + 30 * fraction(Math.sin(x * 12.9898 + y * 78.233 + n * 37.719) * 43758.5453) - 15,
    ],
    ['light that changes', (n) => (x, y) => waves(x, y) + 12 * Math.sin(n * n)],
  ])('is not seen in %s', (_, scene) => {
    const { redraw } = extracted(40, scene);
    for (const value of redraw) expect(value * 160).toBeLessThan(0.1);
  });

  test('repeated frames neither hide it nor look like it', () => {
    const scene = jumping(0.6);
    const repeated = extracted(60, (n) => scene(Math.floor(n / 2)));
    expect((repeated.redraw[30] ?? 0) * 160).toBeGreaterThan(0.2);
    const calm = extracted(60, (n) => (x, y) => waves(x - Math.floor(n / 2), y));
    expect((calm.redraw[30] ?? 0) * 160).toBeLessThan(0.05);
  });
});
