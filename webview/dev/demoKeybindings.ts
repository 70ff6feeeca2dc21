import manifest from '../../package.json' with { type: 'json' };
import { PLAYER_ACTIONS, type PlayerAction } from '../../src/protocol/playerKeys.ts';

const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  // What Shift makes of it; VS Code goes by the key itself.
  '?': '/',
};

/** Stands in for VS Code's keybindings: the ones that the manifest contributes, heard at the window as VS Code hears them. */
export function listenForKeybindings(run: (action: PlayerAction) => void): void {
  window.addEventListener('keydown', ({ key, altKey, ctrlKey, shiftKey }) => {
    const modifiers = [ctrlKey && 'ctrl', shiftKey && 'shift', altKey && 'alt'].filter((name) => name !== false);
    const pressed = [...modifiers, KEY_NAMES[key] ?? key.toLowerCase()].join('+');
    const command = manifest.contributes.keybindings.find((binding) => binding.key === pressed)?.command;
    const action = PLAYER_ACTIONS.find((one) => command === `evalverse.player.${one}`);
    // Not before the key did in the page what it does by itself.
    if (action) setTimeout(() => run(action));
  });
}
