import manifest from '../../package.json' with { type: 'json' };

const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  // What Shift makes of it; VS Code goes by the key itself.
  '?': '/',
};

/**
 * Stands in for VS Code's keybindings: the ones that the manifest contributes, heard at the window as VS Code hears them.
 *
 * @param commands the action of each command.
 */
export function listenForKeybindings<Action>(commands: ReadonlyMap<string, Action>, run: (action: Action) => void): void {
  window.addEventListener('keydown', ({ key, altKey, ctrlKey, shiftKey }) => {
    const modifiers = [ctrlKey && 'ctrl', shiftKey && 'shift', altKey && 'alt'].filter((name) => name !== false);
    const pressed = [...modifiers, KEY_NAMES[key] ?? key.toLowerCase()].join('+');
    const bound = manifest.contributes.keybindings.filter((binding) => binding.key === pressed);
    const action = bound.flatMap(({ command }) => commands.get(command) ?? [])[0];
    // Not before the key did in the page what it does by itself.
    if (action !== undefined) setTimeout(() => run(action));
  });
}
