import type * as z from 'zod';
import type { Shot } from './signals.ts';
import type { needSchema, Rationale } from './taxonomy/model.ts';
import { intersect, type TimeSpan } from './time.ts';

export type Need = z.infer<typeof needSchema>;

/** What a clip brings, as far as it is known. */
export interface Material {
  /** The generation prompt, when the clip has one. */
  readonly prompt: string | null;
  readonly hasReference: boolean;
  readonly hasAudio: boolean;
  /** `null` while nobody has looked for cuts. */
  readonly shots: readonly Shot[] | null;
  /** True when faces were looked for and none was found; `null` when nobody looked. */
  readonly withoutFaces: boolean | null;
}

/** Shorter overlaps are the rounding of a range that was drawn along a cut. Seconds. */
const SHORTEST_SHOT = 0.02;

function shotCount(shots: readonly Shot[], span: TimeSpan): number {
  return shots.filter((shot) => {
    const shared = intersect(shot, span);
    return shared !== null && shared.end - shared.start >= SHORTEST_SHOT;
  }).length;
}

/**
 * What a range of a clip does not bring, each with the reason in a sentence. Movement, and faces where nobody looked for them, are for
 * whoever judges to see.
 *
 * @param span the range, in seconds of clip time.
 */
export function unmetNeeds(material: Material, span: TimeSpan): ReadonlyMap<Need, string> {
  const { prompt, hasReference, hasAudio, shots, withoutFaces } = material;
  const unmet = new Map<Need, string>();
  if (prompt === null || prompt.trim() === '') unmet.set('prompt', 'The clip has no generation prompt to compare with.');
  if (!hasReference) unmet.set('reference', 'The clip has no reference to compare with.');
  if (!hasAudio) unmet.set('audio', 'The clip has no audio track.');
  if (shots !== null && shotCount(shots, span) < 2) unmet.set('several-shots', 'The range is a single shot.');
  if (withoutFaces === true) unmet.set('faces', 'No face was found in the clip.');
  return unmet;
}

/** Why a question does not apply where these needs are not met, or `null` when it does. */
export function whyNotApplicable({ needs }: Pick<Rationale, 'needs'>, unmet: ReadonlyMap<Need, string>): string | null {
  return needs.map((need) => unmet.get(need)).find((why) => why !== undefined) ?? null;
}
