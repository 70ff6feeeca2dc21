import { Dropdown } from '../../ui/Dropdown.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { STRINGS } from '../../ui/strings.ts';
import type { RangeChoice } from './ranges.ts';

interface AnnotateHeaderProps {
  readonly rater: string | null;
  readonly onDone: () => void;
}

/** Who annotates, what that hides, and the way out. */
export function AnnotateHeader({ rater, onDone }: AnnotateHeaderProps) {
  return (
    <header class="scorecard-header">
      <h2>{STRINGS.annotate}</h2>
      <span class="dim rater" title={rater ?? undefined}>
        {rater}
      </span>
      <span class="blind-note dim" title={STRINGS.blindHelp}>
        <Icon name="eye-closed" /> {STRINGS.blind}
      </span>
      <button type="button" class="link-button" onClick={onDone}>
        {STRINGS.annotateDone}
      </button>
    </header>
  );
}

interface AnnotateProgressProps {
  readonly done: number;
  readonly of: number;
  /** Questions that are left out because they do not apply. */
  readonly skipped: number;
  readonly clips: { readonly done: number; readonly of: number } | null;
  readonly canUndo: boolean;
  readonly choices: readonly RangeChoice[];
  /** Key of what is being annotated. */
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
  readonly onNext: () => void;
  readonly onNextClip: () => void;
  readonly onUndo: () => void;
}

/** What is annotated, how far that is, and what can be done besides answering. */
export function AnnotateProgress(props: AnnotateProgressProps) {
  const { done, of, skipped, clips, canUndo, choices, chosen, onChoose, onNext, onNextClip, onUndo } = props;
  const options = choices.map(({ key, text }) => ({ value: key, text }));
  return (
    <div class="annotate-progress">
      <Dropdown
        label={STRINGS.annotatedRange}
        class="range-choice"
        value={chosen}
        options={options}
        onChange={(key) => {
          onChoose(key);
          // The keys are for answering again.
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        }}
      />
      {clips && <span class="dim clip-count">{STRINGS.clipsDone(clips.done, clips.of)}</span>}
      <span class="annotate-count" role="status">
        {STRINGS.answered(done, of)}
        {skipped > 0 && <span class="dim"> {STRINGS.notApplicable(skipped)}</span>}
      </span>
      <progress max={of} value={done} aria-hidden="true" />
      <span class="annotate-actions">
        <button type="button" class="key-button" disabled={done === of} onClick={onNext}>
          <kbd>N</kbd> {STRINGS.nextUnanswered}
        </button>
        <button type="button" class="key-button" disabled={!canUndo} onClick={onUndo}>
          <kbd>U</kbd> {STRINGS.undo}
        </button>
        <button type="button" class="key-button" title={STRINGS.nextClipHelp} onClick={onNextClip}>
          <kbd>Shift+N</kbd> {STRINGS.nextClip}
        </button>
      </span>
    </div>
  );
}
