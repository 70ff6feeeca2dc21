import type { FrameTable } from '../../core/time.ts';

/**
 * Filters that write the time of every frame that passes, in microseconds, to `file` (already escaped for a filter graph), hundreds
 * of them together: a write and a read for each would cost more than all else about it.
 */
export function frameTimeFilters(file: string): string {
  return `settb=AVTB,metadata=mode=add:key=evalverse:value=1,metadata=mode=print:file=${file}`;
}

/** Collects what `frameTimeFilters` writes. */
export interface FrameTimeReader {
  push(chunk: Uint8Array): void;
  /** Clip times in seconds of all frames, strictly increasing. */
  finish(table: FrameTable): Float64Array;
}

/**
 * @param onTime called with the clip time in seconds of every frame, as ffmpeg reports it, and whether all filters began anew with
 *   it, as they do when the picture changes its size.
 */
export function createFrameTimeReader(onTime: (time: number, anew: boolean) => void): FrameTimeReader {
  const decoder = new TextDecoder('latin1');
  let text = '';
  let times = new Float64Array(1024);
  let count = 0;

  function take(line: string): void {
    if (!line.startsWith('frame:')) return;
    const microseconds = Number.parseInt(line.slice(line.indexOf('pts:') + 4), 10);
    const previous = times[count - 1] ?? -1e-6;
    const time = Number.isNaN(microseconds) ? previous + 1e-6 : microseconds / 1e6;
    if (count === times.length) {
      const larger = new Float64Array(times.length * 2);
      larger.set(times);
      times = larger;
    }
    times[count++] = time;
    onTime(time, count > 1 && /^frame:0\b/.test(line));
  }

  return {
    push(chunk) {
      text += decoder.decode(chunk, { stream: true });
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        take(text.slice(from, end));
        from = end + 1;
      }
      text = text.slice(from);
    },
    finish: (table) => snap(times.slice(0, count), table),
  };
}

/**
 * ffmpeg's times are rounded to microseconds; where the clip's own table has that frame, its exact time is taken, so that
 * a finding starts at the very number the player seeks by.
 */
function snap(times: Float64Array, table: FrameTable): Float64Array {
  let next = 0;
  return times.map((time) => {
    while (next + 1 < table.times.length && (table.times[next + 1] ?? 0) <= time + 2e-6) next++;
    const known = table.times[next];
    return known !== undefined && Math.abs(known - time) <= 2e-6 ? known : time;
  });
}
