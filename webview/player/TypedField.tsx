import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface TypedFieldProps {
  /** Name for screen readers and tooltip. */
  readonly label: string;
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
export function TypedField({ label, value, disabled, typing, onStart, onEnd, onEnter, class: className = '' }: TypedFieldProps) {
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
    <input
      ref={input}
      type="text"
      class={`typed-field ${className}`}
      aria-label={label}
      aria-invalid={wrong}
      size={Math.max(5, value.length)}
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
  );
}
