import { isOutdated, type ShotEdits } from '../../../src/core/shotCorrections.ts';
import type { Verdict } from '../../../src/core/verdict.ts';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';

/** Says that what is shown was judged on other shots than there are now; nothing when it was not. */
export function OutdatedNote({ verdicts, shotEdits }: { readonly verdicts: readonly Verdict[]; readonly shotEdits: ShotEdits }) {
  if (!verdicts.some((verdict) => isOutdated(verdict, shotEdits))) return null;
  return (
    <p class="outdated" role="status">
      <Icon name="warning" /> {STRINGS.outdated}
    </p>
  );
}
