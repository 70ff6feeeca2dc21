import { useEffect } from 'preact/hooks';
import { commandOf, type PlayerCommand } from './keys.ts';

/** Controls that give the space bar a meaning of their own. */
const PRESSED_BY_SPACE = 'button, vscode-button, select, [role=menuitem]';
/** Controls that give arrows, Home and End a meaning of their own. */
const MOVED_BY_ARROWS = 'input, select, [role=menuitem]';
/** Controls that swallow whatever is typed. */
export const TYPED_INTO = 'input[type=text], textarea, select';

/**
 * The player's keys, wherever the focus is in the page. A key of ours never reaches the window, where VS Code listens and
 * would run the keybinding of the same command a second time.
 */
export function useKeyboard(run: (command: PlayerCommand) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (!command) return;
      event.stopPropagation();
      if (event.target instanceof Element && belongsToControl(event.target, event.key)) return;
      event.preventDefault();
      run(command);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [run]);
}

function belongsToControl(target: Element, key: string): boolean {
  if (target.closest(TYPED_INTO)) return true;
  if (key === ' ') return target.closest(PRESSED_BY_SPACE) !== null;
  return key.length > 1 && target.closest(MOVED_BY_ARROWS) !== null;
}
