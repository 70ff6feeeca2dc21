import type { Judge, Judgement } from '../../core/judge.ts';
import { gradeValue, type MeasuredEvent, type OperatorResult } from '../../core/measurement.ts';
import type { Dimension, Rationale, Taxonomy } from '../../core/taxonomy/model.ts';
import type { Thresholds } from '../../core/taxonomy/thresholds.ts';
import { dimensionsOf, rationalesOf } from '../../core/taxonomy/walk.ts';
import { formatTime } from '../../core/time.ts';
import type { Observation, ProxyReading, RationaleAnswer } from '../../core/verdict.ts';
import { fingerprintOf } from '../fingerprint.ts';

/** Raised when the same measurements would give another answer or another sentence. */
const VERSION = 4;
/** An operator that finds fewer of the faults it looks for than this proves nothing by finding none. */
export const PROVES_ABSENCE = 0.9;

type Measured = Extract<OperatorResult, { status: 'measured' }>;
type NotApplicable = Extract<OperatorResult, { reason: string }>;

const SEVERITY = { pass: 0, partial: 1, fail: 2 } as const;

/** Events of faults have a threshold; one without can accuse nobody. */
function gradeOf({ measurement: { value, threshold } }: MeasuredEvent): keyof typeof SEVERITY {
  return threshold ? gradeValue(value, threshold) : 'pass';
}

/** How far beyond its fail limit an event lies; only comparable between events of one operator. */
function excessOf({ measurement: { value, threshold } }: MeasuredEvent): number {
  if (!threshold) return 0;
  return threshold.faultWhen === 'above' ? value - threshold.fail : threshold.fail - value;
}

function worstOf(events: readonly MeasuredEvent[]): MeasuredEvent | undefined {
  return events.toSorted((a, b) => SEVERITY[gradeOf(b)] - SEVERITY[gradeOf(a)] || excessOf(b) - excessOf(a))[0];
}

function observationOf({ measurement, sentence }: MeasuredEvent): Observation {
  return { span: measurement.span, text: sentence, measurement };
}

function faultAnswer(rationale: string, events: readonly MeasuredEvent[], worst: MeasuredEvent): RationaleAnswer {
  const reason =
    events.length === 1
      ? worst.sentence
      : `Found at ${events.length} places; the worst is at ${formatTime(worst.measurement.span.start)}: ${worst.sentence}`;
  return { rationale, answer: gradeOf(worst), reason, observations: events.map(observationOf) };
}

function passAnswer(rationale: string, measured: readonly Measured[]): RationaleAnswer {
  return {
    rationale,
    answer: 'pass',
    reason: measured.map(({ summary }) => summary.sentence).join(' '),
    observations: measured.map(({ summary }) => observationOf(summary)),
  };
}

/** Whether finding nothing means that there is nothing. */
function provesAbsence({ found }: OperatorResult): boolean {
  return found !== null && found >= PROVES_ABSENCE;
}

/** Whether a result that found nothing leaves its question without doubt: it would have found the fault, or there is nothing to find. */
function leavesNoDoubt(result: OperatorResult): boolean {
  return result.status === 'not-applicable' || (result.status === 'measured' && provesAbsence(result));
}

/** `null` when no measurement answers the rationale. */
function answerTo(rationale: Rationale, measurements: readonly OperatorResult[]): RationaleAnswer | null {
  const speaking = rationale.measurable === 'direct' ? measurements.filter((m) => m.rationales.includes(rationale.id)) : [];
  const measured = speaking.filter((result) => result.status === 'measured');
  if (measured.length > 0) {
    const events = measured
      .flatMap((result) => result.events)
      .sort((a, b) => a.measurement.span.start - b.measurement.span.start);
    const worst = worstOf(events);
    if (worst) return faultAnswer(rationale.id, events, worst);
    return speaking.every(leavesNoDoubt) ? passAnswer(rationale.id, measured) : null;
  }
  const without = speaking.filter((result): result is NotApplicable => result.status === 'not-applicable');
  if (without.length === 0 || without.length < speaking.length) return null;
  const reasons = new Set(without.map(({ reason }) => reason));
  return { rationale: rationale.id, answer: 'na', reason: [...reasons].join(' '), observations: [] };
}

/** What was measured about a rationale without answering it: by proxies, and by operators that found nothing and miss too much. */
function readingsOf({ id }: Rationale, measurements: readonly OperatorResult[]): ProxyReading[] {
  return measurements.flatMap((result) => {
    if (result.status !== 'measured') return [];
    const { summary, events } = result;
    const observations = [summary, ...events].map(observationOf);
    if (result.proxyFor.includes(id)) return [{ rationale: id, reading: summary.sentence, observations }];
    if (!result.rationales.includes(id) || events.length > 0 || provesAbsence(result)) return [];
    return [{ rationale: id, reading: `${summary.sentence} ${doubtOf(result)}`, observations }];
  });
}

function doubtOf({ found }: OperatorResult): string {
  if (found === null) return 'Not counted as a pass: how many such faults this measurement finds is not known.';
  return `Not counted as a pass: this measurement finds only ${Math.round(100 * found)} % of such faults.`;
}

function judgementOf(dimension: Dimension, measurements: readonly OperatorResult[]): Judgement {
  const rationales = rationalesOf(dimension);
  const answers = rationales.flatMap((rationale) => answerTo(rationale, measurements) ?? []);
  const readings = rationales.flatMap((rationale) => readingsOf(rationale, measurements));
  const proxies = readings.length > 0 ? { proxies: readings } : {};
  if (answers.length > 0) return { status: 'answered', answers, ...proxies };
  return { status: 'unanswered', reason: `No measurement answers a question of ${dimension.title}.`, ...proxies };
}

/**
 * The embedded judge: answers exactly the rationales that a measurement answers directly, and leaves every other one open.
 * A fault that was measured answers by its worst event, with one observation per event; measured without a fault is `pass`
 * with the measured value as evidence where the operator is known to find nearly all such faults, and left open where it misses
 * many; "does not apply" is `na`; what the material cannot answer stays unanswered. What
 * measurements merely hint at goes along as proxies and answers nothing.
 *
 * @param options.operatorsFingerprint text that changes with the operators' versions and with the thresholds given.
 */
export function createSignalsJudge({
  operatorsFingerprint,
}: {
  operatorsFingerprint: (thresholds: Thresholds) => string;
}): Judge {
  return {
    id: 'signals',
    fingerprint(taxonomy: Taxonomy): string {
      const rationales = dimensionsOf(taxonomy).map((dimension) => ({
        dimension: dimension.id,
        rationales: rationalesOf(dimension).map(({ id, measurable }) => ({ id, measurable })),
      }));
      return fingerprintOf({
        judge: 'signals',
        version: VERSION,
        operators: operatorsFingerprint(taxonomy.thresholds),
        rationales,
      });
    },
    async judge({ measurements }, dimensions, { signal, onJudgement }): Promise<void> {
      for (const dimension of dimensions) {
        signal.throwIfAborted();
        onJudgement(dimension, judgementOf(dimension, measurements));
      }
    },
  };
}
