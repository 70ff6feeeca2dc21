import type { ModelRecord, Usage } from '../../core/modelRecord.ts';
import type { Observation, OpenQuestion, RationaleAnswer, Reasoning } from '../../core/verdict.ts';
import { combineDraws, type Draw, needsNoMoreSamples } from './combine.ts';
import type { SampleOutcome } from './drawSample.ts';
import type { UnitResult } from './judgementOf.ts';
import { type QuestionUnit, rationalesOfUnit } from './units.ts';

type Read = Extract<SampleOutcome, { status: 'read' }>;

function drawOf({ reading, weights }: Read, rationale: string): Draw {
  const answer = reading.answers.find((given) => given.rationale === rationale);
  if (answer) return { answer, weights: weights.get(rationale) ?? null };
  const open = reading.open.find((question) => question.rationale === rationale);
  if (open) return { open };
  throw new RangeError(`a complete answer says nothing about ${rationale}`);
}

/** Whether probabilities already tell of every question what more samples would. */
export function isEnough(unit: QuestionUnit, outcome: SampleOutcome): boolean {
  return (
    outcome.status === 'read' &&
    outcome.weights.size > 0 &&
    needsNoMoreSamples(rationalesOfUnit(unit).map(({ id }) => drawOf(outcome, id)))
  );
}

/** One result out of all samples of a unit. */
export function unitResultOf(
  unit: QuestionUnit,
  outcomes: readonly SampleOutcome[],
  record: {
    readonly usage: Usage | null;
    readonly versions: readonly string[];
    readonly responses: readonly string[];
    /** What the model had to be asked without. */
    readonly cautions: readonly string[];
    readonly footage: ModelRecord['footage'];
  },
): UnitResult {
  const read = outcomes.filter((outcome) => outcome.status === 'read');
  const common = { unit, ...record };
  if (read.length === 0) {
    const [first] = outcomes.filter((outcome) => outcome.status !== 'read');
    const kind = first?.status === 'failed' ? first.failure : 'truncated';
    const reason = first?.status === 'failed' ? first.reason : 'The answer was too long, with twice the room as well.';
    return {
      ...common,
      failure: { kind, reason },
      answers: [],
      open: [],
      reasoning: [],
      suspicions: [],
      samples: 0,
    };
  }
  const answers: RationaleAnswer[] = [];
  const open: OpenQuestion[] = [];
  for (const { id } of rationalesOfUnit(unit)) {
    const combined = combineDraws(read.map((outcome) => drawOf(outcome, id)));
    if ('why' in combined) open.push(combined);
    else answers.push(combined);
  }
  return {
    ...common,
    failure: null,
    answers,
    open,
    reasoning: spokesman(read, answers),
    suspicions: suspicionsOf(read),
    cautions: [...record.cautions, ...cautionsOf(read, outcomes.length)],
    samples: read.length,
  };
}

/** The reasoning of the sample that agrees with most of the combined answers. */
function spokesman(read: readonly Read[], answers: readonly RationaleAnswer[]): readonly Reasoning[] {
  const results = new Map(answers.map(({ rationale, answer }) => [rationale, answer]));
  const agreement = ({ reading }: Read) =>
    reading.answers.filter(({ rationale, answer }) => results.get(rationale) === answer).length;
  return read.toSorted((a, b) => agreement(b) - agreement(a))[0]?.reading.reasoning ?? [];
}

function suspicionsOf(read: readonly Read[]): Observation[] {
  return read.flatMap(({ reading }) => reading.suspicions);
}

function cautionsOf(read: readonly Read[], asked: number): string[] {
  const dropped = read.reduce((sum, { reading }) => sum + reading.dropped, 0);
  const cautions: string[] = [];
  if (dropped > 0) cautions.push(`${dropped} observations were left out because their times lie outside of the footage.`);
  if (read.some(({ reading }) => reading.likeMinutes)) cautions.push('The model seems to have taken minutes for seconds.');
  if (read.some(({ reading }) => reading.copied.length > 0))
    cautions.push('Part of the reasoning repeats the wording of the questions instead of describing the clip.');
  if (read.length < asked) cautions.push(`${asked - read.length} of ${asked} samples gave no answer.`);
  return cautions;
}
