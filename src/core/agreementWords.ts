import type { Agreement, Coefficient, SubjectAgreement } from './agreement.ts';
import { counted } from './counted.ts';

/** How a number of a coefficient is written. */
export type CoefficientUnit = 'number' | 'percent';

/** `0.71` and `[0.52, 0.83]`, or `83 %` and `[78, 88]`; `[?]` where the data give no interval; `null` where it is not defined. */
export function coefficientParts(
  { value, interval }: Coefficient,
  unit: CoefficientUnit,
): { readonly value: string; readonly interval: string } | null {
  if (value === null) return null;
  const text = (number: number) => (unit === 'percent' ? (100 * number).toFixed(0) : number.toFixed(2));
  return {
    value: unit === 'percent' ? `${text(value)} %` : text(value),
    interval: interval === null ? '[?]' : `[${text(interval.low)}, ${text(interval.high)}]`,
  };
}

/** Both in one; `–` where it is not defined. */
export function coefficientText(coefficient: Coefficient, unit: CoefficientUnit = 'number'): string {
  const parts = coefficientParts(coefficient, unit);
  return parts === null ? '–' : `${parts.value} ${parts.interval}`;
}

/**
 * Whether a judge follows the raters' mean more closely than what the raters have in common explains: the whole interval of its rank
 * correlation lies above the ceiling. Then it is by chance, or by something that the question does not ask.
 */
export function isAboveCeiling({ judge }: Pick<SubjectAgreement, 'judge'>): boolean {
  const low = judge?.spearman.interval?.low;
  return low !== undefined && judge?.ceiling != null && low > judge.ceiling;
}

/** What was not compared, in sentences. */
export function leftOutSentences({ leftOut: { ranges, unknown, withoutModel } }: Agreement): string[] {
  return [
    ...(ranges > 0 ? [`${counted(ranges, 'word')} about parts of clips left out: whole clips are compared.`] : []),
    ...(unknown > 0 ? [`${counted(unknown, 'word')} about what the taxonomy does not have left out.`] : []),
    ...(withoutModel > 0 ? [`${counted(withoutModel, 'clip')} left out: no "model" in a JSON file beside them.`] : []),
  ];
}
