import type { FaultResult } from './results.ts';

/** What an operator ought to reach on its fault, and on clean clips. */
export const TARGETS = { separation: 0.95, atStrength3: 0.95, flaggedClean: 0.02 };

/**
 * Which targets a result misses, in words; none is the aim. What the fault does not bring about is no miss, and a proxy, which has no limit,
 * can miss separation only.
 */
export function missesOf({ separation, strengths, whole, clean }: FaultResult, isProxy: boolean): string[] {
  if (strengths.every(({ detected }) => detected === null)) return ['not measured'];
  const third = strengths[2];
  const found = whole ? third?.detected : third?.onTime;
  const flagged = clean.clips === 0 ? 0 : clean.flagged.length / clean.clips;
  return [
    separation !== null && separation < TARGETS.separation ? 'separation' : '',
    !isProxy && typeof found === 'number' && found < TARGETS.atStrength3 ? 'strength 3' : '',
    !isProxy && flagged > TARGETS.flaggedClean ? 'false alarms' : '',
  ].filter((miss) => miss !== '');
}
