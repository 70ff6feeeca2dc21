import * as z from 'zod/mini';
import { SYNC_MODES } from '../../src/core/comparison/commonTime.ts';
import { NO_RANGE } from '../player/inOut.ts';
import { loopSchema, marksSchema } from '../ui/uiState.ts';

// The page's Content Security Policy forbids the code that zod would generate.
z.config({ jitless: true });

export const LAYOUTS = ['side', 'wipe', 'difference'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What differences are multiplied by to be seen. */
export const GAINS = [1, 2, 4, 8, 16] as const;
export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4] as const;

/** How somebody looks at compared clips; comes back with the page. */
const compareUiSchema = z.object({
  layout: z.catch(z.enum(LAYOUTS), 'side'),
  sync: z.catch(z.enum(SYNC_MODES), 'time'),
  /** Seconds of common time. */
  moment: z.catch(z.number().check(z.minimum(0)), 0),
  /** On common time. */
  marks: z.catch(marksSchema, NO_RANGE),
  loop: z.catch(loopSchema, 'off'),
  rate: z.catch(z.number().check(z.minimum(0.1), z.maximum(4)), 1),
  /** Share of the picture's width that is the first clip's, 0…1. */
  wipe: z.catch(z.number().check(z.minimum(0), z.maximum(1)), 0.5),
  gain: z.catch(z.number().check(z.minimum(1), z.maximum(16)), 4),
  /** Id of the clip that is heard; empty for none, `null` for whichever is first. */
  listening: z.catch(z.nullable(z.string()), null),
  /** Id of the judge whose scores are shown; empty for the one that judged most. */
  judge: z.catch(z.string(), ''),
});
export type CompareUi = z.infer<typeof compareUiSchema>;

/** Reads what was kept, field by field: a field that is unreadable gets its default. */
export function parseCompareUi(kept: unknown): CompareUi {
  return compareUiSchema.parse(typeof kept === 'object' && kept !== null ? kept : {});
}
