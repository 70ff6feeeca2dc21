import type { Judgement } from '../../core/judge.ts';
import type { ModelRecord, Usage } from '../../core/modelRecord.ts';
import type { Dimension } from '../../core/taxonomy/model.ts';
import { rationalesOf } from '../../core/taxonomy/walk.ts';
import type { FailureKind, Observation, OpenQuestion, RationaleAnswer, Reasoning } from '../../core/verdict.ts';
import type { Gated } from './gate.ts';
import { mergeFootage, shareUsage, sumUsage } from './ledger.ts';
import { dimensionsOfUnit, type QuestionUnit } from './units.ts';

/** What came of one unit: the answers of all of its dimensions, or why there are none. */
export interface UnitResult {
  readonly unit: QuestionUnit;
  readonly failure: { readonly kind: FailureKind; readonly reason: string } | null;
  readonly answers: readonly RationaleAnswer[];
  readonly open: readonly OpenQuestion[];
  readonly reasoning: readonly Reasoning[];
  readonly suspicions: readonly Observation[];
  /** Sentences about what went less than well. */
  readonly cautions: readonly string[];
  /** Samples that were read. */
  readonly samples: number;
  readonly usage: Usage | null;
  readonly versions: readonly string[];
  readonly responses: readonly string[];
  readonly footage: ModelRecord['footage'];
}

/** What is the same for all dimensions of a range. */
export interface RecordFrame {
  readonly backend: Pick<ModelRecord, 'backend' | 'origin' | 'model'>;
  /** Every version that answered about this range so far. */
  readonly versions: ReadonlySet<string>;
  readonly cautions: readonly string[];
  /** What the prompt file holds that speaks to a judge. */
  readonly suspicions: readonly Observation[];
}

/** The judgement of a dimension without a call: everything about it was settled by the gate. */
export function judgementWithoutCall({ notApplicable, unanswerable }: Gated): Judgement {
  if (unanswerable.length > 0) return { status: 'unanswered', reason: unanswerable.join(' ') };
  return { status: 'answered', answers: notApplicable };
}

/**
 * The judgement of one dimension out of the results of every unit that asked about it. Answered as soon as one question that was
 * asked has an answer; what has none counts in coverage and is named.
 *
 * @param results at least one.
 */
export function judgementOf(dimension: Dimension, gated: Gated, results: readonly UnitResult[], frame: RecordFrame): Judgement {
  const rationales = rationalesOf(dimension).map(({ id }) => id);
  const own = <T extends { readonly rationale: string }>(items: readonly T[]): T[] =>
    rationales.flatMap((id) => items.filter(({ rationale }) => rationale === id));
  const subs = dimension.subDimensions.map(({ id }) => id);
  const answered = own(results.flatMap(({ answers }) => answers));
  const open = own(results.flatMap((result) => result.open));
  const reasoning = subs.flatMap((id) =>
    results.flatMap((result) => result.reasoning.filter(({ subDimension }) => subDimension === id)),
  );
  const suspicions = distinct([...frame.suspicions, ...results.flatMap((result) => result.suspicions)]);
  const model = modelRecordOf(dimension, gated, results, frame);
  const rest = {
    ...(reasoning.length > 0 && { reasoning }),
    ...(open.length > 0 && { open }),
    ...(suspicions.length > 0 && { suspicions }),
    ...(model && { model }),
  };
  if (answered.length > 0) return { status: 'answered', answers: own([...gated.notApplicable, ...answered]), ...rest };
  const failure = results.flatMap((result) => result.failure ?? [])[0];
  if (failure) return { status: 'failed', failure: failure.kind, reason: failure.reason, ...rest };
  if (open.some(({ why }) => why === 'contradiction'))
    return { status: 'failed', failure: 'contradiction', reason: 'What the model answered goes against its own words.', ...rest };
  if (open.some(({ why }) => why === 'unsupported'))
    return {
      status: 'failed',
      failure: 'invalid',
      reason: 'The model answered without anything it saw or heard in the clip.',
      ...rest,
    };
  return { status: 'unanswered', reason: 'The samples do not agree on whether the questions apply.', ...rest };
}

function modelRecordOf(
  dimension: Dimension,
  gated: Gated,
  results: readonly UnitResult[],
  frame: RecordFrame,
): ModelRecord | undefined {
  const footage = mergeFootage(results.map((result) => result.footage));
  if (footage === null) return undefined;
  const drift =
    frame.versions.size > 1
      ? [`The provider answered with different versions of the model: ${[...frame.versions].join(', ')}.`]
      : [];
  const failures = results.flatMap(({ failure, unit }) => {
    const titles = unit.flatMap((sub) => (sub.dimension.id === dimension.id ? sub.subDimension.title : []));
    return failure === null || results.length === 1 ? [] : `${titles.join(', ')} could not be judged. ${failure.reason}`;
  });
  return {
    ...frame.backend,
    versions: [...new Set(results.flatMap(({ versions }) => versions))],
    responses: [...new Set(results.flatMap(({ responses }) => responses))],
    usage: sumUsage(results.map(({ usage, unit }) => shareUsage(usage, dimensionsOfUnit(unit).length))),
    samples: Math.max(1, ...results.map(({ samples }) => samples)),
    footage,
    cautions: [
      ...new Set([
        ...frame.cautions,
        ...gated.unanswerable,
        ...drift,
        ...failures,
        ...results.flatMap(({ cautions }) => cautions),
      ]),
    ],
  };
}

function distinct(observations: readonly Observation[]): Observation[] {
  const byText = new Map(observations.map((seen) => [`${seen.span.start} ${seen.span.end} ${seen.text}`, seen]));
  return [...byText.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
