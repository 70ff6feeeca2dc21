import type { JudgeRequest } from '../../core/judge.ts';
import { unmetNeeds, whyNotApplicable } from '../../core/needs.ts';
import type { Dimension, Rationale } from '../../core/taxonomy/model.ts';
import { rationalesOf } from '../../core/taxonomy/walk.ts';
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

/** Decides from the clip alone, so that the same clip is always asked the same questions. */
export function gateDimension(
  dimension: Dimension,
  request: JudgeRequest,
  capabilities: Pick<JudgeCapabilities, 'video' | 'audio'>,
): Gated {
  const notApplicable: RationaleAnswer[] = [];
  const unanswerable = new Set<string>();
  const { prompt, reference, clip, shots, withoutFaces, range } = request;
  const material = { prompt, hasReference: reference !== null, hasAudio: clip.audio !== null, shots, withoutFaces };
  const unmet = unmetNeeds(material, range.span);
  const applies = (rationale: Rationale): boolean => {
    const reason = whyNotApplicable(rationale, unmet);
    if (reason !== null) {
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
