import type { TimeScale } from './scale.ts';

/** One picture of the strip: tile `index` of the sheet, drawn from `x` over `width` pixels. */
export interface FilmstripSlot {
  readonly x: number;
  readonly width: number;
  readonly index: number;
}

/** Slots of `slotWidth` pixels side by side, each with the thumbnail nearest to the time at its middle. */
export function filmstripSlots(times: Float64Array, scale: TimeScale, slotWidth: number): FilmstripSlot[] {
  if (times.length === 0 || slotWidth <= 0) return [];
  const slots: FilmstripSlot[] = [];
  let index = 0;
  for (let x = 0; x < scale.width; x += slotWidth) {
    const time = scale.timeOf(x + slotWidth / 2);
    while (index + 1 < times.length && distance(times, index + 1, time) <= distance(times, index, time)) index++;
    slots.push({ x, width: Math.min(slotWidth, scale.width - x), index });
  }
  return slots;
}

function distance(times: Float64Array, index: number, time: number): number {
  return Math.abs((times[index] ?? 0) - time);
}
