import type { Agreement, Coefficient, SubjectAgreement } from './agreement.ts';
import { counted } from './counted.ts';

/** `0.71 [0.52, 0.83]`; `–` where it is not defined. */
export function coefficientText({ value, interval }: Coefficient): string {
  if (value === null) return '–';
  return interval === null ? value.toFixed(2) : `${value.toFixed(2)} [${interval.low.toFixed(2)}, ${interval.high.toFixed(2)}]`;
}

/** `83 %`; `–` where it is not defined. */
export function shareText(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(0)} %`;
}

/** No judge can be nearer to a mean of raters than they are to each other, unless by chance or by another road. */
export function isAboveRaters({ raters, judge }: Pick<SubjectAgreement, 'raters' | 'judge'>): boolean {
  return raters.alpha.value !== null && (judge?.spearman.value ?? -1) > Math.max(0, raters.alpha.value);
}

/** What was not compared, in sentences. */
export function leftOutSentences({ leftOut: { ranges, unknown, withoutModel } }: Agreement): string[] {
  return [
    ...(ranges > 0 ? [`${counted(ranges, 'word')} about parts of clips left out: whole clips are compared.`] : []),
    ...(unknown > 0 ? [`${counted(unknown, 'word')} about what the taxonomy does not have left out.`] : []),
    ...(withoutModel > 0 ? [`${counted(withoutModel, 'clip')} left out: no "model" in a JSON file beside them.`] : []),
  ];
}
