import type { OperatorContext, OperatorOutcome, Reference } from './operator.ts';

/** The reference to hold a clip against, or why there is nothing to compare. */
export function referenceOf({
  reference,
}: OperatorContext): Reference | Extract<OperatorOutcome, { status: 'not-applicable' | 'unmeasurable' }> {
  return reference ?? { status: 'not-applicable', reason: 'The clip has no reference.' };
}
