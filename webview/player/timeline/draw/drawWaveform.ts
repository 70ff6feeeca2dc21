import type { PlacedTrack } from '../trackLayout.ts';
import { waveformColumns } from '../waveform.ts';
import type { Pen, Scene } from './scene.ts';

/** Exponent below 1 that lets quiet sound be seen beside loud sound. */
const LIFT = 0.7;

export function drawWaveform({ context, scale, palette }: Pen, { waveform }: Scene, { top, height }: PlacedTrack): void {
  if (waveform.length === 0) return;
  const { low, high } = waveformColumns(waveform, scale);
  const half = height / 2;
  const middle = top + half;
  context.fillStyle = palette.colour.waveform;
  context.beginPath();
  for (let x = 0; x < low.length; x++) {
    const from = middle - Math.max((high[x] ?? 0) ** LIFT * half, 0.5);
    const to = middle + Math.max((-(low[x] ?? 0)) ** LIFT * half, 0.5);
    context.rect(x, from, 1, to - from);
  }
  context.fill();
}
