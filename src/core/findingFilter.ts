import type { Finding, FindingSeverity } from './finding.ts';

/** Loudest first. */
export const FINDING_SEVERITIES = ['error', 'warning', 'information', 'hint'] as const satisfies readonly FindingSeverity[];

/** Which findings every surface shows. */
export interface FindingFilter {
  /** Aspect ids; empty = every aspect. */
  readonly aspects: readonly string[];
  /** Faults quieter than this are left out. Passes have no severity of their own and are not touched by it. */
  readonly minimumSeverity: FindingSeverity;
}

export const SHOW_ALL_FINDINGS: FindingFilter = { aspects: [], minimumSeverity: 'hint' };

export function isShown(finding: Finding, { aspects, minimumSeverity }: FindingFilter): boolean {
  // A suspicion concerns every aspect: it casts doubt on all answers.
  if (finding.answer === 'suspicion') return true;
  if (aspects.length > 0 && !aspects.includes(finding.aspect.id)) return false;
  return finding.answer === 'pass' || isAtLeast(finding.severity, minimumSeverity);
}

function isAtLeast(severity: FindingSeverity, minimum: FindingSeverity): boolean {
  return FINDING_SEVERITIES.indexOf(severity) <= FINDING_SEVERITIES.indexOf(minimum);
}

/** The loudest severity among the faults (passes are none), or `null` without a fault. */
export function worstSeverity(findings: readonly Finding[]): FindingSeverity | null {
  const faults = new Set(findings.flatMap(({ answer, severity }) => (answer === 'pass' ? [] : [severity])));
  return FINDING_SEVERITIES.find((severity) => faults.has(severity)) ?? null;
}
