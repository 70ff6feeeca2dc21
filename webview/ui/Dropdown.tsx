interface DropdownProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
  readonly class?: string;
}

/**
 * A choice of one among few. A native `<select>`: the toolkit's drop-down sets `style` attributes, which our Content
 * Security Policy forbids.
 */
export function Dropdown({ label, value, options, onChange, class: className = '' }: DropdownProps) {
  return (
    <select
      class={`dropdown ${className}`}
      aria-label={label}
      title={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}
