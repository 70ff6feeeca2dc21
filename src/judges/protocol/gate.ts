import type { JudgeRequest } from '../../core/judge.ts';
import type { Dimension, Rationale } from '../../core/taxonomy/model.ts';
import { rationalesOf } from '../../core/taxonomy/walk.ts';
import { intersect } from '../../core/time.ts';
import type { RationaleAnswer } from '../../core/verdict.ts';
import type { JudgeCapabilities } from '../backend.ts';
import type { AskedSubDimension } from './units.ts';

/** What of a dimension is asked, and why the rest is not. */
export interface Gated {
  readonly asked: readonly AskedSubDimension[];
  /** `na` with its reason for every rationale that does not apply to the clip. */
  readonly notApplicable: readonly RationaleAnswer[];
  /** Why rationales that do apply cannot be asked of this model, one sentence a cause. */
  readonly unanswerable: readonly string[];
}

type Need = Rationale['needs'][number];

/** Shorter overlaps are the rounding of a range that was drawn along a cut. Seconds. */
const SHORTEST_SHOT = 0.02;

function shotCount({ shots, range }: JudgeRequest): number {
  return shots.filter((shot) => {
    const shared = intersect(shot, range.span);
    return shared !== null && shared.end - shared.start >= SHORTEST_SHOT;
  }).length;
}

/** Why a need is not met by the clip, or `null` when it is. Movement and, where nobody looked for them, faces are the model's to see. */
function missing(need: Need, request: JudgeRequest): string | null {
  switch (need) {
    case 'prompt':
      return request.prompt === null || request.prompt.trim() === ''
        ? 'The clip has no generation prompt to compare with.'
        : null;
    case 'reference':
      return request.reference === null ? 'The clip has no reference to compare with.' : null;
    case 'audio':
      return request.clip.audio === null ? 'The clip has no audio track.' : null;
    case 'several-shots':
      return shotCount(request) < 2 ? 'The range is a single shot.' : null;
    case 'faces':
      return request.withoutFaces === true ? 'No face was found in the clip.' : null;
    case 'motion':
      return null;
  }
}

/** Decides from the clip alone, so that the same clip is always asked the same questions. */
export function gateDimension(
  dimension: Dimension,
  request: JudgeRequest,
  capabilities: Pick<JudgeCapabilities, 'video' | 'audio'>,
): Gated {
  const notApplicable: RationaleAnswer[] = [];
  const unanswerable = new Set<string>();
  const applies = (rationale: Rationale): boolean => {
    const reason = rationale.needs.map((need) => missing(need, request)).find((why) => why !== null);
    if (reason !== undefined) {
      notApplicable.push({ rationale: rationale.id, answer: 'na', reason, observations: [] });
      return false;
    }
    if (rationale.needs.includes('audio') && !capabilities.audio) {
      unanswerable.add('This model cannot hear, so questions about sound were not asked.');
      return false;
    }
    return true;
  };
  const wanted = new Set(rationalesOf(dimension).filter(applies));
  const asked = dimension.subDimensions.flatMap((subDimension) => {
    const rationales = subDimension.rationales.filter((rationale) => wanted.has(rationale));
    return rationales.length === 0 ? [] : { dimension, subDimension, rationales };
  });
  return { asked, notApplicable, unanswerable: [...unanswerable] };
}
