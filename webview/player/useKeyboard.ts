import { useEffect } from 'preact/hooks';
import { isScrollKey, type KeyPress, type PlayerCommand, pageCommandOf } from './keys.ts';

/** Controls that give the space bar a meaning of their own. */
const PRESSED_BY_SPACE = 'button, input[type=checkbox], vscode-button, select, [role=menuitem]';
/** Controls that give arrows, Home and End a meaning of their own, and boxes that they scroll. */
const MOVED_BY_ARROWS = 'input, select, [role=menuitem], .detail-body, .judging-list';
/** Controls that swallow whatever is typed. */
export const TYPED_INTO = 'input[type=text], textarea, select';

/**
 * The keys in the page. A key that a control needs for itself, and one of the page's own, never reaches the window, where VS
 * Code listens for keybindings; every other key does.
 */
export function useKeyboard(run: (command: PlayerCommand) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof Element && belongsToControl(event.target, event)) {
        event.stopPropagation();
        return;
      }
      const command = pageCommandOf(event);
      if (command || isScrollKey(event)) event.preventDefault();
      if (!command) return;
      event.stopPropagation();
      run(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [run]);
}

function belongsToControl(target: Element, event: KeyPress): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey) return false;
  if (target.closest(TYPED_INTO)) return key.length === 1 || isScrollKey(event);
  if (key === ' ') return target.closest(PRESSED_BY_SPACE) !== null;
  return isScrollKey(event) && target.closest(MOVED_BY_ARROWS) !== null;
}
