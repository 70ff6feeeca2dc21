import type { PlayerJudge } from '../../src/protocol/messages.ts';
import { Icon } from '../ui/Icon.tsx';
import { STRINGS } from '../ui/strings.ts';

/** Which judge is asked, and the way to another one. */
export function JudgeButton({ judge, onPick }: { readonly judge: PlayerJudge; readonly onPick: () => void }) {
  const words = STRINGS.pickJudge(judge.label);
  return (
    <button type="button" class="judge-button" aria-label={words} title={words} onClick={onPick}>
      <Icon name="law" />
      <span class="judge-name">{judge.label}</span>
    </button>
  );
}
