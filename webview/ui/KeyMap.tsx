import { useEffect, useRef } from 'preact/hooks';
import { KEY_MAP_WORDS } from './actionNames.ts';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { keyLabel, ON_MAC } from './keyLabels.ts';

/** Actions that belong together. */
export interface KeyMapGroup {
  readonly name: string;
  readonly actions: readonly {
    readonly name: string;
    /** Default keys as VS Code spells them. */
    readonly keys: readonly string[];
  }[];
}

interface KeyMapProps {
  readonly title: string;
  readonly groups: readonly KeyMapGroup[];
  readonly onClose: () => void;
  /** The user wants other keys. */
  readonly onChange: () => void;
}

/** Every action with its default keys, over the page. Webviews cannot read which keys a user bound instead; VS Code shows those. */
export function KeyMap({ title, groups, onClose, onChange }: KeyMapProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="key-map" aria-label={title} onClose={onClose}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="link-button" onClick={onChange}>
          {KEY_MAP_WORDS.change}
        </button>
        <IconButton label={KEY_MAP_WORDS.close} onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      <div class="key-groups">
        {groups.map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl>
              {group.actions.map(({ name, keys }) => (
                <div key={name}>
                  <dt>
                    {keys
                      .filter((key) => !key.startsWith('numpad'))
                      .map((key) => (
                        <kbd key={key}>{keyLabel(key, ON_MAC)}</kbd>
                      ))}
                  </dt>
                  <dd>{name}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
