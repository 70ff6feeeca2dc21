// A judge and experts whose truth is known. The judge's score is given; the experts' follows from it by a curve, to which the clip
// and its prompt add what no judge could know; then raters see it through their own noise, on a scale of five steps, and some are away.
import type { LabelledScore } from '../../src/core/calibration/labelledScore.ts';
import { normalQuantile } from '../../src/core/stats/normal.ts';
import { type Random, seededRandom } from '../../src/core/stats/random.ts';

export interface SimulatedWorld {
  /** The mean expert score of all clips to which the judge gives this raw score. */
  readonly truth: (raw: number) => number;
  /** The raw scores that this judge gives. */
  readonly lowestRaw: number;
  readonly highestRaw: number;
}

/** Uses the middle of the scale only: bias and compression. */
export const COMPRESSED: SimulatedWorld = { truth: (raw) => 0.2 + (raw - 0.4) * 2, lowestRaw: 0.4, highestRaw: 0.7 };
/** Too kind by a quarter of the scale. */
export const GENEROUS: SimulatedWorld = { truth: (raw) => raw - 0.25, lowestRaw: 0.45, highestRaw: 1 };
/** Rises fast among bad clips and hardly any more among good ones. */
export const SATURATING: SimulatedWorld = {
  truth: (raw) => 0.2 + 0.6 * ((raw - 0.3) / 0.6) ** 3,
  lowestRaw: 0.3,
  highestRaw: 0.9,
};

const RATERS = 3;
const MISSING = 0.2;
const STEPS = 4;
const CLIP_SPREAD = 0.07;
const PROMPT_SPREAD = 0.03;
const RATER_SPREAD = 0.12;
const CLIPS_PER_PROMPT = 2;

/**
 * @param clips how many are labelled; those that no rater rated are drawn again.
 */
export function simulate(world: SimulatedWorld, clips: number, seed: number): readonly LabelledScore[] {
  const random = seededRandom(seed);
  const labels: LabelledScore[] = [];
  let promptEffect = 0;
  while (labels.length < clips) {
    if (labels.length % CLIPS_PER_PROMPT === 0) promptEffect = PROMPT_SPREAD * gaussian(random);
    const raw = world.lowestRaw + (world.highestRaw - world.lowestRaw) * random();
    const clipTruth = world.truth(raw) + promptEffect + CLIP_SPREAD * gaussian(random);
    const ratings: number[] = [];
    for (let rater = 0; rater < RATERS; rater += 1) {
      const seen = clipTruth + RATER_SPREAD * gaussian(random);
      if (random() >= MISSING) ratings.push(Math.max(0, Math.min(STEPS, Math.round(seen * STEPS))) / STEPS);
    }
    if (ratings.length === 0) continue;
    labels.push({
      clip: `clip ${labels.length}`,
      group: `prompt ${Math.floor(labels.length / CLIPS_PER_PROMPT)}`,
      raw,
      expert: ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length,
    });
  }
  return labels;
}

function gaussian(random: Random): number {
  return normalQuantile(Math.max(random(), 2 ** -33));
}

/** Labels of a judge whose score has nothing to do with what experts see. */
export function simulateBlindJudge(world: SimulatedWorld, clips: number, seed: number): readonly LabelledScore[] {
  const random = seededRandom(seed);
  return simulate(world, clips, seed + 1).map((label) => ({ ...label, raw: random() }));
}
