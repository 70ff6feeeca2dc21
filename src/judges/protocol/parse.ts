import type * as z from 'zod';
import { spanLength, type TimeSpan } from '../../core/time.ts';
import type { Observation, OpenQuestion, RationaleAnswer, Reasoning } from '../../core/verdict.ts';
import { quoted, speaksToJudge } from './injection.ts';
import { refuses } from './refusal.ts';
import { rubricCopyDetector } from './rubricCopy.ts';
import { type UnitAnswer, unitAnswerSchema } from './schema.ts';
import { extractObject } from './strictJson.ts';
import { lastSegment, type QuestionUnit, rationalesOfUnit } from './units.ts';

/** What an answer says, in clip time. */
export interface UnitReading {
  readonly answers: readonly RationaleAnswer[];
  readonly open: readonly OpenQuestion[];
  readonly reasoning: readonly Reasoning[];
  readonly suspicions: readonly Observation[];
  /** Observations that lie outside the footage or end before they start. They are in nothing of the above. */
  readonly dropped: number;
  /** Rationales that lost all of their observations by that. */
  readonly unsupportedByDrop: readonly string[];
  /** Whether dropped times would fit if they were minutes. */
  readonly likeMinutes: boolean;
  /** Sub-dimensions whose reasoning repeats the rubric instead of telling what was seen. */
  readonly copied: readonly string[];
}

/** What a complete text is. Only `read` holds answers, and exactly those that the text gives. */
export type ParseOutcome =
  | { readonly status: 'read'; readonly reading: UnitReading }
  /** `problems`: what is wrong and where, without quoting values. */
  | { readonly status: 'invalid'; readonly problems: readonly string[] }
  | { readonly status: 'refused' }
  | { readonly status: 'empty' };

export interface ParseContext {
  readonly unit: QuestionUnit;
  /** What of the clip was shown, in clip time; the answer's seconds count from its start. */
  readonly span: TimeSpan;
  /** Seconds between two pictures that the model looked at. */
  readonly precision: number;
  /** Texts of the prompt that are no description of the clip, such as exemplars; the unit's own texts need not be given. */
  readonly exemplars?: readonly string[];
}

const PROBLEM_LIMIT = 12;

/** Reads the text of a complete reply to the letter. Never throws, never closes, converts, clamps or guesses anything. */
export function parseUnitAnswer(text: string, context: ParseContext): ParseOutcome {
  if (text.trim() === '') return { status: 'empty' };
  const extracted = extractObject(text);
  if (extracted.status === 'none') {
    if (refuses(text)) return { status: 'refused' };
    return { status: 'invalid', problems: ['there is no JSON object'] };
  }
  if (extracted.status === 'bad') return { status: 'invalid', problems: [quoted(extracted.detail)] };
  const parsed = unitAnswerSchema(context.unit).safeParse(extracted.value);
  if (!parsed.success) return { status: 'invalid', problems: problemsOf(parsed.error) };
  const problems = statementProblems(parsed.data);
  if (problems.length > 0) return { status: 'invalid', problems };
  if (isRefusal(parsed.data)) return { status: 'refused' };
  return { status: 'read', reading: readAnswer(parsed.data, context) };
}

function problemsOf({ issues }: z.ZodError): string[] {
  // Keys can be the model's own; messages of other kinds are zod's.
  return issues
    .slice(0, PROBLEM_LIMIT)
    .map(({ path, message }) => quoted(`${path.map(String).join(' › ') || 'the object'}: ${message}`, 240));
}

/** What a schema cannot say: texts that say nothing, and answers that rest on observations that are not there. */
function statementProblems({ judgements, suspicions }: UnitAnswer): string[] {
  const problems: string[] = [];
  const wordless = (text: string, path: string): void => {
    if (text.trim() === '') problems.push(`${path}: must not be blank`);
  };
  for (const [id, { evidence, rationale, reflection, responses }] of Object.entries(judgements)) {
    for (const [index, { observation }] of evidence.entries()) wordless(observation, `${id} › evidence › ${index} › observation`);
    wordless(rationale, `${id} › rationale`);
    wordless(reflection, `${id} › reflection`);
    for (const [key, { basis, reason }] of Object.entries(responses)) {
      wordless(reason, `${id} › responses › ${key} › reason`);
      if (basis.some((index) => index >= evidence.length))
        problems.push(`${id} › responses › ${key} › basis: names an observation that is not in evidence`);
    }
  }
  for (const [index, { observation }] of suspicions.entries()) wordless(observation, `suspicions › ${index} › observation`);
  return problems.slice(0, PROBLEM_LIMIT);
}

function isRefusal({ judgements }: UnitAnswer): boolean {
  const parts = Object.values(judgements);
  const onlyNa = parts.every(({ responses }) => Object.values(responses).every(({ result }) => result === 'na'));
  return (
    onlyNa &&
    parts.some(({ rationale, responses }) => refuses(rationale) || Object.values(responses).some(({ reason }) => refuses(reason)))
  );
}

type Moment = UnitAnswer['suspicions'][number];

function readAnswer(
  { judgements, suspicions }: UnitAnswer,
  { unit, span, precision, exemplars = [] }: ParseContext,
): UnitReading {
  const length = spanLength(span);
  // Frames that lie far apart make times coarse, not longer.
  const latest = length + Math.min(precision, 1) + 0.05;
  const lies = ({ startS, endS }: Moment) => startS <= endS && startS <= length && endS <= latest;
  const inClip = ({ startS, endS, observation }: Moment): Observation => ({
    span: { start: span.start + startS, end: span.start + endS },
    text: observation,
  });
  const answers: RationaleAnswer[] = [];
  const open: OpenQuestion[] = [];
  const reasoning: Reasoning[] = [];
  const spoken: Observation[] = [];
  const unsupportedByDrop: string[] = [];
  const copied: string[] = [];
  const isCopy = rubricCopyDetector([
    ...unit.flatMap(({ dimension, subDimension }) => [dimension.definition, subDimension.definition]),
    ...rationalesOfUnit(unit).flatMap(({ question, pass, partial, fail }) => [question, pass, partial, fail]),
    ...exemplars,
  ]);
  let dropped = 0;
  let likeMinutes = false;

  for (const { subDimension, rationales } of unit) {
    const given = judgements[subDimension.id];
    if (given === undefined) continue;
    const { evidence, rationale, reflection, responses, uncertainty } = given;
    const kept = new Map(evidence.flatMap((moment, index) => (lies(moment) ? [[index, inClip(moment)] as const] : [])));
    const lost = evidence.filter((moment) => !lies(moment));
    dropped += lost.length;
    likeMinutes ||= lost.some(({ startS, endS }) => startS <= endS && endS > latest && endS / 60 <= length);
    const observations = [...kept.values()].sort(inTime);
    spoken.push(...observations.filter(({ text }) => speaksToJudge(text)));
    reasoning.push({ subDimension: subDimension.id, evidence: observations, rationale, reflection, uncertainty });
    if (isCopy(rationale) || (evidence.length > 0 && evidence.every(({ observation }) => isCopy(observation))))
      copied.push(subDimension.id);
    for (const { id } of rationales) {
      const response = responses[lastSegment(id)];
      if (response === undefined) continue;
      const { basis, reason, result } = response;
      const cited = [...new Set(basis)].flatMap((index) => kept.get(index) ?? []).sort(inTime);
      if (result !== 'na' && cited.length === 0) {
        if (basis.length > 0) unsupportedByDrop.push(id);
        open.push({
          rationale: id,
          why: 'unsupported',
          reason:
            basis.length > 0
              ? `The model answered ${result}, but everything it cites lies outside of the footage.`
              : `The model answered ${result} without citing anything it saw or heard.`,
        });
      } else answers.push({ rationale: id, answer: result, reason, observations: cited });
    }
  }
  return {
    answers,
    open,
    reasoning,
    // A moment that is not in the footage cannot be shown, but the warning must not get lost: it then speaks of the whole of it.
    suspicions: [
      ...suspicions.map((moment) => (lies(moment) ? inClip(moment) : { span: { ...span }, text: moment.observation })),
      ...spoken,
    ].sort(inTime),
    dropped,
    unsupportedByDrop,
    likeMinutes,
    copied,
  };
}

function inTime(a: Observation, b: Observation): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}
