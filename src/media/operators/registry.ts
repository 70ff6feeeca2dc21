import type { Clip } from '../../core/clip.ts';
import type { OperatorResult } from '../../core/measurement.ts';
import { type Signals, shotsOf } from '../../core/signals.ts';
import type { TimeSpan } from '../../core/time.ts';
import type { Operator } from './operator.ts';

/** Every operator, in the order in which results are listed: picture, motion, shots, sound. Adding one is adding a file and a line. */
export const OPERATORS: readonly Operator[] = [];

/** Runs every operator over one range of a clip. Pure: the same signals and range give the same results. */
export function measure(signals: Signals, clip: Clip, range: TimeSpan): OperatorResult[] {
  const shots = shotsOf(signals.boundaries, signals.duration);
  return OPERATORS.map((operator) => ({
    operator: operator.id,
    version: operator.version,
    rationales: operator.rationales,
    ...operator.measure({ signals, clip, range, shots }),
  }));
}

/** Everything about the operators that could change an answer (ids, versions, units, thresholds), as one line of text each. */
export function operatorsFingerprint(): string {
  return OPERATORS.map(({ id, version, unit, threshold }) =>
    `${id}@${version} ${threshold.faultWhen} ${threshold.partial}/${threshold.fail} ${unit}`.trimEnd(),
  ).join('\n');
}
