import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';

interface MenuButtonProps {
  /** Name for screen readers and tooltip. */
  readonly label: string;
  readonly icon: ComponentChildren;
  readonly disabled?: boolean;
  readonly class?: string;
  /** The items; `close` closes the menu. */
  readonly children: (close: () => void) => ComponentChildren;
}

const ENTRIES = '[role=menuitem], [role=menuitemcheckbox]';

/** A button that opens a menu above it, which arrow keys walk and Escape closes. */
export function MenuButton({ label, icon, disabled = false, class: className = '', children }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const close = () => setOpen(false);
  useEffect(() => {
    if (!open) return undefined;
    const entries = [...(root.current?.querySelectorAll<HTMLElement>(ENTRIES) ?? [])];
    entries.find((entry) => entry.ariaDisabled !== 'true')?.focus();
    const onPointerDown = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && root.current?.contains(target))) setOpen(false);
    };
    window.addEventListener('pointerdown', onPointerDown);
    return () => window.removeEventListener('pointerdown', onPointerDown);
  }, [open]);

  const onMenuKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    const entries = [...(root.current?.querySelectorAll<HTMLElement>(ENTRIES) ?? [])];
    const focused = entries.findIndex((entry) => entry.matches(':focus'));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) entries[(focused + step + entries.length) % entries.length]?.focus();
    if (event.key !== 'Tab') event.stopPropagation();
    if (step !== 0) event.preventDefault();
  };

  return (
    <div class="menu-button" ref={root}>
      <IconButton label={label} disabled={disabled} expanded={open} onClick={() => setOpen(!open)} class={className}>
        {icon}
      </IconButton>
      {open && (
        <div class="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={onMenuKey}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

interface MenuItemProps {
  readonly text: string;
  readonly hint?: string;
  readonly disabled?: boolean;
  /** For items that are on or off. */
  readonly checked?: boolean;
  readonly onChoose: () => void;
}

/** An item of a menu. */
export function MenuItem({ text, hint, disabled = false, checked, onChoose }: MenuItemProps) {
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemcheckbox', 'aria-checked': checked })}
      class="menu-item"
      aria-disabled={disabled}
      onClick={() => !disabled && onChoose()}
    >
      {checked !== undefined && <span class="menu-check">{checked && <Icon name="check" />}</span>}
      <span class="menu-text">{text}</span>
      <span class="menu-hint">{hint}</span>
    </button>
  );
}
