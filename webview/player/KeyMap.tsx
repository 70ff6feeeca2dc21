import { useEffect, useRef } from 'preact/hooks';
import { actionsOf, KEY_GROUPS, PLAYER_KEYS } from '../../src/protocol/playerKeys.ts';
import { ACTION_NAMES, KEY_GROUP_NAMES } from '../ui/actionNames.ts';
import { IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { keyLabel, ON_MAC } from '../ui/keyLabels.ts';
import { STRINGS } from '../ui/strings.ts';

interface KeyMapProps {
  readonly onClose: () => void;
  /** The user wants other keys. */
  readonly onChange: () => void;
}

/** Every action with its default keys, over the page. Editors cannot read which keys a user bound instead; VS Code shows those. */
export function KeyMap({ onClose, onChange }: KeyMapProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="key-map" aria-label={STRINGS.keyMap} onClose={onClose}>
      <header>
        <h2>{STRINGS.keyMap}</h2>
        <button type="button" class="link-button" onClick={onChange}>
          {STRINGS.changeKeys}
        </button>
        <IconButton label={STRINGS.closeDetail} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <div class="key-groups">
        {KEY_GROUPS.map((group) => (
          <section key={group}>
            <h3>{KEY_GROUP_NAMES[group]}</h3>
            <dl>
              {actionsOf(group).map((action) => (
                <div key={action}>
                  <dt>
                    {PLAYER_KEYS[action].keys
                      .filter((key) => !key.startsWith('numpad'))
                      .map((key) => (
                        <kbd key={key}>{keyLabel(key, ON_MAC)}</kbd>
                      ))}
                  </dt>
                  <dd>{ACTION_NAMES[action]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
