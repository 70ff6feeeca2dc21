import type { JudgeRequest } from '../../core/judge.ts';
import type { MeasuredEvent, OperatorResult } from '../../core/measurement.ts';
import { rationalesOf } from '../../core/taxonomy/walk.ts';
import { intersect, type TimeSpan } from '../../core/time.ts';
import { dimensionsOfUnit, type QuestionUnit } from './units.ts';

/** Places of one operator that are listed at most, worst reading first in the operator's own summary. */
const EVENT_LIMIT = 6;
const SHOT_LIMIT = 40;

/** Seconds of the footage, as the model counts them. */
function times(span: TimeSpan, origin: number): string {
  return `${(span.start - origin).toFixed(2)}–${(span.end - origin).toFixed(2)} s`;
}

function statement({ measurement, sentence }: MeasuredEvent, origin: number): string {
  const { quantity, value, unit, span } = measurement;
  return `${quantity} = ${Number(value.toPrecision(4))}${unit === '' ? '' : ` ${unit}`} (${times(span, origin)}). ${sentence}`;
}

/** How much weight a fact can bear. */
function caveat({ rationales, found }: OperatorResult): string {
  if (rationales.length === 0) return ' [only a hint]';
  return found === null ? '' : ` [finds ${Math.round(100 * found)} % of such faults]`;
}

/**
 * What was measured about the dimensions of a unit, with units and times, one fact a line; empty when nothing was. Facts about
 * other dimensions would only distract.
 */
export function measuredFacts(unit: QuestionUnit, { range, shots, measurements }: JudgeRequest): string[] {
  const ids = new Set(dimensionsOfUnit(unit).flatMap((dimension) => rationalesOf(dimension).map(({ id }) => id)));
  const origin = range.span.start;
  const inside = shots.flatMap((shot) => intersect(shot, range.span) ?? []);
  const listed = inside.slice(0, SHOT_LIMIT).map((shot) => times(shot, origin));
  const facts = [
    `Shots: ${inside.length}${inside.length > 1 ? ` (${listed.join(', ')}${inside.length > SHOT_LIMIT ? ', …' : ''})` : ''}.`,
  ];
  for (const result of measurements) {
    if (result.status !== 'measured' || ![...result.rationales, ...result.proxyFor].some((id) => ids.has(id))) continue;
    facts.push(`${result.operator}${caveat(result)}: ${statement(result.summary, origin)}`);
    for (const event of result.events.slice(0, EVENT_LIMIT)) facts.push(`  – ${statement(event, origin)}`);
    if (result.events.length > EVENT_LIMIT) facts.push(`  – and ${result.events.length - EVENT_LIMIT} more places.`);
  }
  return facts;
}
