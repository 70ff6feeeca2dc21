import type { Signals } from '../../core/signals.ts';
import { type FrameRun, spanLengthOf } from './frames.ts';
import { KEY_INTERVAL } from './keyFrameBlocks.ts';
import { medianOf } from './statistics.ts';

/** Frames on either side of a change, and times that those of one side are all above those of the other. */
const BESIDE = 3;
const AT_ONCE = 1.1;
/** Times that a stretch is above what is before and after it. */
const ABOVE = 1.25;
/** Seconds that it lasts: what is shorter may be a key frame, what is longer a scene that changes. */
const SHORTEST = 0.4;
const LONGEST = 10;

/** A stretch of a shot that was coded worse than the rest of it. */
export interface BlockyStretch extends FrameRun {
  /** What its middle frame reaches, and what the frames right before or after it reach, whichever is more. */
  readonly inside: number;
  readonly outside: number;
}

/**
 * The stretches of `run` in which `blocks` (by frame) rises at once and falls back at once, in time order. Texture and grain that look like
 * blocks are in all of a shot, and come and go with what it shows; a coder runs out of bits from one frame to the next.
 */
export function blockyStretchesIn(signals: Signals, run: FrameRun, blocks: Float32Array): BlockyStretch[] {
  const stretches: BlockyStretch[] = [];
  for (let from = run.from + BESIDE; from <= run.to - BESIDE; from++) {
    if (!changesAt(blocks, from, 1)) continue;
    const stretch = stretchFrom(signals, run, blocks, from);
    if (!stretch) continue;
    stretches.push(stretch);
    from = stretch.to;
  }
  return stretches;
}

/** The shortest stretch that begins at a frame. */
function stretchFrom(signals: Signals, run: FrameRun, blocks: Float32Array, from: number): BlockyStretch | null {
  const before = medianOf(blocks.subarray(from - BESIDE, from)) ?? 0;
  for (let to = from + BESIDE; to <= run.to - BESIDE; to++) {
    const seconds = spanLengthOf(signals, { from, to });
    if (seconds > LONGEST) return null;
    if (seconds < SHORTEST || !changesAt(blocks, to, -1)) continue;
    const inside = medianOf(blocks.subarray(from, to)) ?? 0;
    const outside = Math.max(before, medianOf(blocks.subarray(to, to + BESIDE)) ?? 0);
    if (inside >= ABOVE * outside && staysBelow(signals, { from: to, to: run.to }, blocks, inside)) {
      return { from, to, inside, outside };
    }
  }
  return null;
}

/** Whether no frame from here to the next key frame is as high: with it the blocks of one stretch would come back. */
function staysBelow({ frames }: Signals, { from, to }: FrameRun, blocks: Float32Array, level: number): boolean {
  const { times } = frames;
  for (let frame = from; frame < to && (times[frame] ?? 0) - (times[from] ?? 0) <= KEY_INTERVAL; frame++) {
    if ((blocks[frame] ?? 0) >= level) return false;
  }
  return true;
}

/** Whether all frames from `frame` on are clearly above (1) or below (-1) all before it, over a moment on either side. */
function changesAt(blocks: Float32Array, frame: number, direction: 1 | -1): boolean {
  const before = blocks.subarray(frame - BESIDE, frame);
  const after = blocks.subarray(frame, frame + BESIDE);
  const [high, low] = direction > 0 ? [after, before] : [before, after];
  return Math.min(...high) > AT_ONCE * Math.max(...low);
}
