import type { Finding } from '../../src/core/finding.ts';

/**
 * The finding before or after where the person is: next to the selected one while the playhead stands on it, otherwise the
 * nearest one in that direction from the playhead. `null` at either end.
 *
 * @param findings in time order.
 * @param time playhead, seconds of clip time.
 * @param tolerance seconds by which the start of the frame on screen may lie before the start of the finding it shows.
 */
export function neighbourFinding(
  findings: readonly Finding[],
  selected: string | null,
  time: number,
  tolerance: number,
  direction: 1 | -1,
): Finding | null {
  const index = findings.findIndex(({ id }) => id === selected);
  const held = findings[index];
  if (held && time >= held.span.start - tolerance && time <= held.span.end) return findings[index + direction] ?? null;
  if (direction === 1) return findings.find(({ span }) => span.start > time + tolerance) ?? null;
  return findings.findLast(({ span }) => span.start < time - tolerance) ?? null;
}

/** Ids of the findings that the frame at `time` belongs to. */
export function findingsAt(findings: readonly Finding[], time: number, tolerance: number): string[] {
  return findings
    .filter(({ span }) => span.start <= time + tolerance && (time < span.end || span.start >= time))
    .map(({ id }) => id);
}
