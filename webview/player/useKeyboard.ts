import { useEffect } from 'preact/hooks';
import { isScrollKey, type KeyPress } from './keys.ts';

/** Controls that give the space bar a meaning of their own. */
const PRESSED_BY_SPACE = 'button, input[type=checkbox], vscode-button, select, [role=menuitem], [role=menuitemcheckbox]';
/** Controls that give arrows, Home and End a meaning of their own, and boxes that they scroll or pan. */
const MOVED_BY_ARROWS = 'input, select, [role=menuitem], [role=menuitemcheckbox], .detail-body, .judging-list, .picture-pan';
/** Controls that swallow whatever is typed. */
export const TYPED_INTO = 'input[type=text], textarea, select';

/**
 * The keys in the page: one that a control needs for itself never reaches the window, where VS Code listens for keybindings;
 * every other key does, so that each action of the player can be rebound there.
 */
export function useKeyboard(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof Element && belongsToControl(event.target, event)) event.stopPropagation();
      else if (isScrollKey(event)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function belongsToControl(target: Element, event: KeyPress): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey) return false;
  if (target.closest(TYPED_INTO)) return key.length === 1 || isScrollKey(event);
  if (key === ' ') return target.closest(PRESSED_BY_SPACE) !== null;
  return isScrollKey(event) && target.closest(MOVED_BY_ARROWS) !== null;
}
