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
