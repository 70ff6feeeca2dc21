import { type Waveform, waveformColumns } from '../waveform.ts';
import type { Pen } from './scene.ts';

/** Exponent below 1 that lets quiet sound be seen beside loud sound. */
const LIFT = 0.7;

/** @param height pixels of the track, whose top is at 0. */
export function drawWaveform({ context, scale, palette }: Pen, waveform: readonly Waveform[], height: number): void {
  if (waveform.length === 0) return;
  const { low, high } = waveformColumns(waveform, scale);
  const middle = height / 2;
  context.fillStyle = palette.colour.waveform;
  context.beginPath();
  for (let x = 0; x < low.length; x++) {
    const from = middle - Math.max((high[x] ?? 0) ** LIFT * middle, 0.5);
    const to = middle + Math.max((-(low[x] ?? 0)) ** LIFT * middle, 0.5);
    context.rect(x, from, 1, to - from);
  }
  context.fill();
}
