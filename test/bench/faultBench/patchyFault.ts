import type { TimeSpan } from '../../../src/core/time.ts';
import type { CleanClip, Fault, Strength } from '../faults/fault.ts';

/** A fault that need not fill the span in which it is put: only loud moments clip. */
export interface PatchyFault extends Fault {
  /** From its first to its last moment in `span`. */
  extent(source: CleanClip, strength: Strength, span: TimeSpan): Promise<TimeSpan>;
}

/** Where in `span` a fault really is. */
export async function extentOf(fault: Fault, source: CleanClip, strength: Strength, span: TimeSpan): Promise<TimeSpan> {
  return isPatchy(fault) ? await fault.extent(source, strength, span) : span;
}

function isPatchy(fault: Fault): fault is PatchyFault {
  return 'extent' in fault;
}
