import { createElement } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DropdownProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
  readonly class?: string;
}

/** A choice of one among few. */
export function Dropdown({ label, value, options, onChange, class: className }: DropdownProps) {
  const element = useRef<HTMLElement & { value: string }>(null);
  // The toolkit forgets a value that is set before its options exist, so it is set again once they do.
  useEffect(() => {
    const request = requestAnimationFrame(() => {
      if (element.current && element.current.value !== value) element.current.value = value;
    });
    return () => cancelAnimationFrame(request);
  }, [value, options]);
  return createElement(
    'vscode-dropdown',
    {
      ref: element,
      'aria-label': label,
      title: label,
      class: className,
      onChange: () => {
        if (element.current && element.current.value !== value) onChange(element.current.value);
      },
    },
    options.map((option) =>
      createElement('vscode-option', { key: option.value, value: option.value, selected: option.value === value }, option.text),
    ),
  );
}
