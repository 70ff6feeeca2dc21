import { AUDIO_HOP } from '../../../src/core/series/sound.ts';
import type { Signals } from '../../../src/core/signals.ts';

/** A pause lies this many dB below the mean level of all and lasts this long; all pauses together last so long, in seconds. */
const PAUSE = { below: 15, shortest: 0.25, together: 0.5 };

/** Does the sound come to rest now and then, for long enough that what lies under everything can be heard alone? */
export function hasPauses({ audio }: Signals): boolean {
  if (!audio) return false;
  const { rms } = audio.series;
  const mean = Math.sqrt(rms.reduce((sum, level) => sum + level * level, 0) / rms.length);
  const limit = mean * 10 ** (-PAUSE.below / 20);
  let together = 0;
  let lasting = 0;
  for (let hop = 0; hop <= rms.length; hop++) {
    if ((rms[hop] ?? Number.POSITIVE_INFINITY) <= limit) {
      lasting += AUDIO_HOP;
      continue;
    }
    if (lasting >= PAUSE.shortest - 1e-6) together += lasting;
    lasting = 0;
  }
  return together >= PAUSE.together - 1e-6;
}
