import { SOUND_BLOCK } from '../../../src/core/series/sound.ts';
import type { Signals } from '../../../src/core/signals.ts';
import { bandsBetween, blockRunsWhere, blocksIn, levelOfBands } from '../../../src/media/operators/soundBlocks.ts';

/** Where hiss is heard, in Hz. */
const HISS = bandsBetween(1000, 12_500);
/** In a pause the sound lies below this many dBFS there, so that a hiss of middle strength (−54) is heard alone; it lasts this long, all together this long, in seconds. */
const PAUSE = { below: -57, shortest: 0.25, together: 0.5 };

/** Does the sound of a clean clip come to rest now and then, far enough for long enough that what lies under everything can be heard alone? */
export function hasPauses({ audio, duration }: Signals): boolean {
  if (!audio) return false;
  const pauses = blockRunsWhere(
    blocksIn(audio, { start: 0, end: duration }),
    (block) => levelOfBands(audio, block, HISS) <= PAUSE.below,
  )
    .map(({ from, to }) => (to - from) * SOUND_BLOCK)
    .filter((seconds) => seconds >= PAUSE.shortest - 1e-6);
  return pauses.reduce((sum, seconds) => sum + seconds, 0) >= PAUSE.together - 1e-6;
}
