import { type ComponentChildren, createElement, type Ref } from 'preact';

interface ButtonProps {
  readonly appearance: 'primary' | 'secondary';
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A text button. */
export function Button({ appearance, onClick, disabled = false, title, class: className, children }: ButtonProps) {
  return createElement('vscode-button', { appearance, onClick, disabled, title, class: className }, children);
}

interface IconButtonProps {
  /** Name for screen readers and tooltip. */
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  /** For toggles. */
  readonly pressed?: boolean;
  /** For buttons that open a menu. */
  readonly expanded?: boolean;
  readonly class?: string;
  readonly elementRef?: Ref<HTMLElement>;
  readonly children: ComponentChildren;
}

/**
 * A toolbar button. A press with the pointer gives the focus to the page and to no control in it, so that the space bar plays
 * and pauses instead of pressing the last button again.
 */
export function IconButton({
  label,
  onClick,
  disabled = false,
  pressed,
  expanded,
  class: className,
  elementRef,
  children,
}: IconButtonProps) {
  return createElement(
    'vscode-button',
    {
      appearance: 'icon',
      'aria-label': label,
      title: label,
      'aria-pressed': pressed === undefined ? undefined : String(pressed),
      'aria-haspopup': expanded === undefined ? undefined : 'menu',
      'aria-expanded': expanded === undefined ? undefined : String(expanded),
      disabled,
      onClick,
      onMouseDown: focusPage,
      class: className,
      ref: elementRef,
    },
    children,
  );
}

/** Keeping the button from the focus keeps it from the page too, which would leave the keys with, say, the Explorer. */
function focusPage(event: MouseEvent): void {
  event.preventDefault();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  window.focus();
}
