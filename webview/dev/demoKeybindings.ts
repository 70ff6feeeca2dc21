import manifest from '../../package.json' with { type: 'json' };
import { PLAYER_ACTIONS, type PlayerAction } from '../../src/protocol/messages.ts';

const KEY_NAMES: Readonly<Record<string, string>> = { ' ': 'space', ArrowUp: 'up', ArrowDown: 'down' };

/** Stands in for VS Code's keybindings: the ones that the manifest contributes, heard at the window as VS Code hears them. */
export function listenForKeybindings(run: (action: PlayerAction) => void): void {
  window.addEventListener('keydown', ({ key, altKey, ctrlKey, metaKey, shiftKey }) => {
    if (metaKey) return;
    const modifiers = (ctrlKey ? 'ctrl+' : '') + (shiftKey ? 'shift+' : '') + (altKey ? 'alt+' : '');
    const name = modifiers + (KEY_NAMES[key] ?? key.toLowerCase());
    const command = manifest.contributes.keybindings.find((binding) => binding.key === name)?.command;
    const action = PLAYER_ACTIONS.find((one) => command === `evalverse.player.${one}`);
    if (action) run(action);
  });
}
