import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { STRINGS } from '../ui/strings.ts';

interface TypedFieldProps {
  /** Name for screen readers and tooltip. */
  readonly label: string;
  /** How it can be typed. */
  readonly hint: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly typing: boolean;
  readonly onStart: () => void;
  readonly onEnd: () => void;
  /** False when the text cannot be read: it stays to be mended. */
  readonly onEnter: (text: string) => boolean;
  readonly class?: string;
}

/** A value that turns into a text field when it is pressed: Enter takes what was typed, Escape and leaving do not. */
export function TypedField(props: TypedFieldProps) {
  const { label, hint, value, disabled, typing, onStart, onEnd, onEnter, class: className = '' } = props;
  const hintId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  // Before the next key can come.
  useLayoutEffect(() => {
    setWrong(false);
    input.current?.focus();
    input.current?.select();
  }, [typing]);
  if (!typing || disabled) {
    return (
      <button
        type="button"
        class={`typed-value ${className}`}
        title={label}
        aria-label={`${label}: ${value}`}
        disabled={disabled}
        onClick={onStart}
      >
        {value}
      </button>
    );
  }
  return (
    <span class="typed-place">
      <input
        ref={input}
        type="text"
        class={`typed-field ${className}`}
        aria-label={label}
        aria-invalid={wrong}
        aria-describedby={hintId}
        style={{ minWidth: `${Math.max(5, value.length)}ch` }}
        defaultValue={value}
        onInput={() => setWrong(false)}
        onBlur={onEnd}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onEnd();
          if (event.key !== 'Enter') return;
          if (onEnter(event.currentTarget.value)) onEnd();
          else setWrong(true);
        }}
      />
      <span id={hintId} class={`typed-hint${wrong ? ' wrong' : ''}`}>
        {hint}
      </span>
      <span class="visually-hidden" role="status">
        {wrong && STRINGS.typedWrong}
      </span>
    </span>
  );
}
